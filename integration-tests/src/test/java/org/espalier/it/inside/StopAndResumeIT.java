package org.espalier.it.inside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Runs;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** Runs that somebody stops go on as if nobody had. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class StopAndResumeIT {
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

    @Test
    void aRunStoppedAfterAnEpochLeavesACheckpointAndGoesOnBitForBit() throws Exception {
        RunFolder undisturbed = training.finished("undisturbed", Map.of());
        // In mid-growth: after the modes have grown and before the grid does.
        Run run = training.start("stopped", Map.of("checkpoint.every", "1 h"));
        Training.during(run, wrong, event -> {
            if (event instanceof RunEvent.Epoch epoch && epoch.epoch() == 2) run.stop();
        });
        RunResult result = Training.ended(run, RunStatus.STOPPED);
        assertEquals("stopped after step 20 of 60", result.message());
        RunFolder left = new RunFolder(run.directory());
        assertEquals("STOPPED", field(left.json("result.json"), "status"));
        assertTrue(left.files().contains("checkpoints/20/manifest.json"), () -> "the checkpoint");

        goesOnTo(undisturbed, run);
        assertEquals(1, left.journal("resume").size());
        assertEquals("FINISHED", field(left.json("result.json"), "status"));
    }

    @Test
    void aRunStoppedWhileItsDataAreMadeGoesOnFromItsBirth() throws Exception {
        // Samples that no cache holds.
        Map<String, String> settings =
                Map.of("data.seed", Long.toString(ThreadLocalRandom.current().nextLong(1, 1L << 40)), "epochs", "1");
        Run run = training.start("stopped", settings);
        Training.during(run, wrong, event -> {
            if (event instanceof RunEvent.Preparing) run.stop();
        });
        Training.ended(run, RunStatus.STOPPED);
        assertEquals(0, run.step());
        Run resumed = runs.resume(run.directory());
        RunFolder left = Training.finished(resumed);
        assertEquals(1, left.journal("birth").size());
        assertEquals(training.finished("undisturbed", settings).weights(10), left.weights(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGAN", "AT ONCE"})
    void aRunStoppedBeforeItsFirstStepGoesOnFromThere(String when) throws Exception {
        RunFolder undisturbed = training.finished("undisturbed", Map.of());
        Run run = training.start("stopped", Map.of());
        if (when.equals("AT ONCE")) run.stop();
        Training.during(run, wrong, event -> {
            if (event instanceof RunEvent.Began) run.stop();
        });
        Training.ended(run, RunStatus.STOPPED);
        goesOnTo(undisturbed, run);
    }

    @Test
    void aRunResumedAndStoppedAtOnceWritesNoCheckpointTwice() throws Exception {
        Run run = training.start("stopped", Map.of());
        Training.during(run, wrong, event -> {
            if (event instanceof RunEvent.Epoch) run.stop();
        });
        Training.ended(run, RunStatus.STOPPED);
        Run resumed = runs.resume(run.directory());
        Training.during(resumed, wrong, event -> {
            if (event instanceof RunEvent.Began) resumed.stop();
        });
        Training.ended(resumed, RunStatus.STOPPED);
        assertEquals(10, resumed.step());
        assertEquals(
                Set.of("0", "10"),
                new RunFolder(run.directory())
                        .files().stream()
                                .filter(file -> file.startsWith("checkpoints/"))
                                .map(file -> file.split("/")[1])
                                .collect(Collectors.toSet()));
    }

    @Test
    void aDamagedCheckpointIsPassedOverForTheOneBeforeIt() throws Exception {
        RunFolder undisturbed = training.finished("undisturbed", Map.of());
        Run run = training.start("stopped", Map.of());
        Training.during(run, wrong, event -> {
            if (event instanceof RunEvent.Epoch epoch && epoch.epoch() == 3) run.stop();
        });
        Training.ended(run, RunStatus.STOPPED);
        Path moments = run.directory().resolve("checkpoints/30/moments.safetensors");
        byte[] bytes = Files.readAllBytes(moments);
        bytes[bytes.length / 2] ^= 1;
        Files.write(moments, bytes);
        goesOnTo(undisturbed, run);
        assertEquals(
                "20", field(new RunFolder(run.directory()).journal("resume").get(0), "step"));
    }

    @Test
    void aHostThatIsStoppedStopsItsRunsWithCheckpoints() throws Exception {
        RunFolder undisturbed = training.finished("undisturbed", Map.of());
        Run run = training.start("stopped", Map.of("checkpoint.every", "1 h"));
        var begun = new CountDownLatch(1);
        Training.during(run, wrong, event -> {
            if (event instanceof RunEvent.Epoch) begun.countDown();
        });
        begun.await();
        Bundle host = FrameworkUtil.getBundle(run.getClass());
        host.stop();
        try {
            assertEquals(RunStatus.STOPPED, run.status());
        } finally {
            host.start();
        }
        RunFolder left = new RunFolder(run.directory());
        assertEquals(List.of(), left.journal("missing"));
        assertEquals("STOPPED", field(left.journal("end").get(0), "status"));
        Training again =
                new Training(context.getService(context.getServiceReference(Runs.class)), training.job(), folder);
        RunFolder resumed = Training.finished(again.runs().resume(run.directory()));
        assertEquals(List.of(), wrong);
        assertEquals(undisturbed.metrics(), resumed.metrics());
        assertEquals(undisturbed.weights(SmallJob.STEPS), resumed.weights(SmallJob.STEPS));
    }

    @Test
    void whoComesLateStillLearnsHowARunEnded() throws Exception {
        Run run = training.start("runs", Map.of("epochs", "1"));
        Training.ended(run, RunStatus.FINISHED);
        List<RunEvent> seen = new CopyOnWriteArrayList<>();
        Training.during(run, wrong, seen::add);
        assertEquals(1, seen.size(), seen::toString);
        assertTrue(seen.get(0) instanceof RunEvent.Ended, seen::toString);
    }

    private void goesOnTo(RunFolder undisturbed, Run stopped) throws Exception {
        RunFolder left = Training.finished(runs.resume(stopped.directory()));
        assertEquals(List.of(), wrong);
        assertEquals(undisturbed.growth(), left.growth());
        assertEquals(undisturbed.metrics(), left.metrics());
        assertEquals(undisturbed.weights(SmallJob.STEPS), left.weights(SmallJob.STEPS));
    }
}
