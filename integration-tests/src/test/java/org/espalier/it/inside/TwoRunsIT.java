package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.Run;
import org.espalier.api.run.Runs;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;

@ExtendWith(ServiceExtension.class)
class TwoRunsIT {
    private static final Map<String, String> ONE = Map.of();
    private static final Map<String, String> OTHER = Map.of("seed", "2", "growth.modes.buffer", "2");

    @TempDir
    Path folder;

    @InjectService
    Runs runs;

    @Test
    void twoRunsAtOnceEndAsEachWouldAlone() throws Exception {
        Training training = Training.of(runs, SmallJob.asItIs(), folder);
        RunFolder one = training.finished("one alone", ONE);
        RunFolder other = training.finished("other alone", OTHER);

        Run first = training.start("one beside", ONE);
        Run second = training.start("other beside", OTHER);
        assertTrue(runs.list().containsAll(List.of(first, second)));
        RunFolder oneBeside = Training.finished(first);
        RunFolder otherBeside = Training.finished(second);
        assertEquals(one.weights(SmallJob.STEPS), oneBeside.weights(SmallJob.STEPS));
        assertEquals(other.weights(SmallJob.STEPS), otherBeside.weights(SmallJob.STEPS));
        assertEquals(one.metrics(), oneBeside.metrics());
        assertEquals(other.metrics(), otherBeside.metrics());
    }

    @Test
    void runsOfOneJobInOneFolderGetNumbersOfTheirOwn() throws Exception {
        Training training = Training.of(runs, SmallJob.asItIs(), folder);
        Run first = training.start("runs", Map.of("epochs", "1"));
        Run second = training.start("runs", Map.of("epochs", "1"));
        assertEquals("small/1", first.id());
        assertEquals("small/2", second.id());
        Training.finished(first);
        Training.finished(second);
    }
}
