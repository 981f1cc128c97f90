package org.espalier.it.inside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Runs;
import org.espalier.it.support.NpyFile;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/**
 * Strategies that come and go under a run. Bundles are touched between two steps, at an epoch's end, before the entries are
 * asked.
 */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class StrategyInMidRunIT {
    @TempDir
    Path folder;

    @InjectBundleContext
    BundleContext context;

    @InjectService
    Runs runs;

    private final List<Throwable> wrong = new CopyOnWriteArrayList<>();
    private Training training;

    @BeforeEach
    void writeTheJob() throws Exception {
        training = Training.of(runs, SmallJob.asItIs(), folder);
    }

    @AfterEach
    void startWhatATestHasStopped() throws Exception {
        bundle("ifno").start();
        bundle("schedule").start();
    }

    @Test
    void aStoppedStrategyIsShownAsMissingAndPicksUpWhenItIsBack() throws Exception {
        Bundle ifno = bundle("ifno");
        List<RunEvent.Noted> notes = new CopyOnWriteArrayList<>();
        Run run = training.start("runs", Map.of("grace", "200 ms"));
        Training.during(run, wrong, event -> {
            if (event instanceof RunEvent.Noted note) notes.add(note);
            if (event instanceof RunEvent.Epoch epoch && epoch.epoch() == 2) ifno.stop();
            if (event instanceof RunEvent.Epoch epoch && epoch.epoch() == 5) ifno.start();
        });
        RunFolder left = Training.finished(run);
        assertEquals(List.of(), wrong);

        List<String> missing = left.journal("missing");
        assertEquals(1, missing.size(), "said once, not at every turn: " + missing);
        assertEquals("20", field(missing.get(0), "step"));
        assertEquals("modes", field(missing.get(0), "entry"));
        List<String> back = left.journal("returned");
        assertEquals(1, back.size(), back::toString);
        assertEquals("50", field(back.get(0), "step"));
        assertEquals(
                List.of("missing", "swap", "returned"),
                notes.stream().map(RunEvent.Noted::kind).toList());

        List<String> asked = left.metrics().stream()
                .filter(line -> field(line, "kind").equals("decision")
                        && field(line, "entry").equals("modes"))
                .map(line -> field(line, "step"))
                .toList();
        assertEquals("10", asked.get(0));
        assertEquals("50", asked.get(1));
        assertTrue(left.growth().stream().anyMatch(line -> field(line, "entry").equals("grid")), "the others go on");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESIDUAL")
    void strategiesUpdatedWithThemselvesInMidRunChangeNoBit(Cast cast) throws Exception {
        training = Training.of(runs, cast.job(), folder);
        RunFolder undisturbed = training.finished("undisturbed", Map.of());
        Wirings before = Wirings.now(context);
        Run run = training.start("updated", Map.of());
        List<Long> updates = new CopyOnWriteArrayList<>();
        Training.during(run, wrong, event -> {
            if (event instanceof RunEvent.Epoch epoch) {
                for (String strategy : cast.strategies()) bundle(strategy).update();
                updates.add(epoch.epoch());
            }
        });
        RunFolder updated = Training.finished(run);
        assertEquals(List.of(), wrong);
        assertEquals(6, updates.size());
        assertEquals(
                cast.strategies().stream().map(name -> "org.espalier." + name).collect(Collectors.toSet()),
                before.changed());
        assertFalse(undisturbed.growth().isEmpty());
        assertEquals(undisturbed.growth(), updated.growth());
        assertEquals(undisturbed.metrics(), updated.metrics());
        assertEquals(undisturbed.weights(SmallJob.STEPS), updated.weights(SmallJob.STEPS));
        assertEquals(List.of(), updated.journal("fault"));
        assertEquals(List.of(), updated.journal("missing"));
    }

    @Test
    void aRunWhoseStrategyIsNotThereIsNotGoneOnWithUntilItIsBack() throws Exception {
        RunFolder undisturbed = training.finished("undisturbed", Map.of());
        Run run = training.start("stopped", Map.of());
        Training.during(run, wrong, event -> {
            if (event instanceof RunEvent.Epoch epoch && epoch.epoch() == 2) run.stop();
        });
        Training.ended(run, RunStatus.STOPPED);
        bundle("ifno").stop();
        RefusedException refused = assertThrows(RefusedException.class, () -> runs.resume(run.directory()));
        assertEquals("growth.modes.type", refused.key());
        assertTrue(refused.getMessage().contains("ifno — no such strategy"), refused::getMessage);
        assertArrayEquals(new int[] {1, 16, 16}, predicted(run), "what was trained predicts without it");
        bundle("ifno").start();
        RunFolder resumed = Training.finished(runs.resume(run.directory()));
        assertEquals(undisturbed.weights(SmallJob.STEPS), resumed.weights(SmallJob.STEPS));
    }

    /** The shape of a prediction with what a run has saved. */
    private int[] predicted(Run run) throws Exception {
        Path input = folder.resolve("input.npy");
        float[] ones = new float[16 * 16];
        Arrays.fill(ones, 1);
        new NpyFile(new int[] {1, 16, 16}, ones).write(input);
        return Arrays.copyOf(runs.predict(run.directory(), input, folder.resolve("output.npy")), 3);
    }

    private Bundle bundle(String name) {
        return Stream.of(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("org.espalier." + name))
                .findFirst()
                .orElseThrow();
    }
}
