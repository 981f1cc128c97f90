package org.espalier.it.inside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.espalier.api.run.Cause;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.Runs;
import org.espalier.api.run.Swap;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;

/** Runs whose ranks grow and are cut: forked around each of these moments, and handed from one strategy to another. */
@ExtendWith(ServiceExtension.class)
class RanksInMidRunIT {
    private static final Cause CAUSE = Cause.of("ada", "ranks grow for ever");
    /** Steps from one checkpoint to the next; all growth comes after a multiple of them. */
    private static final int EVERY = 2;

    private static final int STEPS_PER_EPOCH = 10;
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    @InjectService
    Runs runs;

    @ParameterizedTest
    @EnumSource(names = {"PERCEPTRON", "LANGUAGE", "ROUNDED", "COMPOSED"})
    void aForkFromBeforeOrBehindAnyGrowthOrCutEndsAsItsParent(Cast cast) throws Exception {
        RunFolder parent = Training.of(runs, cast.job(), folder)
                .finished("runs", Map.of("checkpoint", "{ every: " + EVERY + " steps, keep: 99 }"));
        assertEquals(cast == Cast.LANGUAGE, cut(parent));
        SortedSet<Long> around = new TreeSet<>();
        for (String line : parent.growth()) {
            long step = Long.parseLong(field(line, "step"));
            around.addAll(List.of(step - EVERY, step));
        }
        assertTrue(around.size() > 5, around::toString);
        for (long step : around) {
            // Their own checkpoints are of no account here, and take most of the time.
            Run fork = runs.fork(
                    ForkRequest.of(parent.path()).at(step).named("from" + step).set("checkpoint.every", "1 h"));
            RunFolder same = Training.finished(fork);
            assertEquals(parent.growth(), same.growth(), "from step " + step);
            assertEquals(parent.metrics(), same.metrics(), "from step " + step);
            assertEquals(parent.weights(SmallJob.STEPS), same.weights(SmallJob.STEPS), "from step " + step);
        }
    }

    @Test
    void aStrategyThatCutsTakesOverFromOneThatGrowsAndBeginsAnew() throws Exception {
        Run run = Training.of(runs, Cast.PERCEPTRON.job(), folder)
                .start("runs", Map.of("epochs", "1000000", "checkpoint.every", "1 h"));
        Semaphore grown = new Semaphore(0);
        run.subscribe(event -> {
            if (event instanceof RunEvent.Grown growth && growth.entry().equals("rank")) grown.release();
        });
        assertTrue(grown.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "nothing grew, " + run.status());
        run.pause(CAUSE);
        run.set(Map.of("growth.rank.explained", "0.9"), CAUSE);
        Swap efficient = Swap.at("growth.rank")
                .to("inrank-efficient")
                .set("explained", "0.9")
                .set("buffer", "1")
                .set("gap", "4")
                .set("patience", "2");
        RefusedException refused = assertThrows(RefusedException.class, () -> run.swap(efficient, CAUSE));
        assertEquals(
                run.id() + ": growth.rank: inrank-efficient — cannot read the state of inrank; --fresh begins anew",
                refused.getMessage());
        run.swap(efficient.fresh(), CAUSE);
        long swapped = run.step();
        long epochs = swapped / STEPS_PER_EPOCH + 6;
        run.set(Map.of("epochs", Long.toString(epochs)), CAUSE);
        run.unpause(CAUSE);

        RunFolder left = Training.finished(run);
        assertTrue(cut(left), () -> "was not cut");
        for (String line : left.growth()) {
            if (field(line, "op").equals("refactor")) assertTrue(Long.parseLong(field(line, "step")) > swapped, line);
        }
        for (String kind : List.of("fault", "rejected", "rolled-back")) assertEquals(List.of(), left.journal(kind));
        RunFolder again = Training.finished(runs.replay(left.path()));
        assertEquals(left.growth(), again.growth());
        assertEquals(left.weights(epochs * STEPS_PER_EPOCH), again.weights(epochs * STEPS_PER_EPOCH));
    }

    private static boolean cut(RunFolder run) throws Exception {
        return run.growth().stream().anyMatch(line -> field(line, "op").equals("refactor"));
    }
}
