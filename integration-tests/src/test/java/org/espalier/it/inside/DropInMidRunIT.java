package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Runs;
import org.espalier.it.plugin.Sprouting;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.espalier.it.support.TestBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** A jar in the drop-in folder is copied over while a run asks its strategy after every other step. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class DropInMidRunIT {
    private static final Path PLUGINS = Path.of(System.getProperty("espalier.test.plugins"));
    private static final Path JAR = PLUGINS.resolve("sprout.jar");
    private static final String NAME = "org.example.sprout";
    private static final int EPOCHS = 60;
    private static final Map<String, String> SETTINGS = Map.of("epochs", "" + EPOCHS, "checkpoint.every", "1 h");

    @TempDir
    Path folder;

    @InjectBundleContext
    BundleContext context;

    @InjectService
    Runs runs;

    private Path same;
    private Training training;
    private RunFolder undisturbed;

    @BeforeEach
    void dropItInAndTrainUndisturbed() throws Exception {
        SmallJob job = SmallJob.asItIs()
                .with(
                        "type: ifno, dims: \"*.modes\", every: 1 epoch, explained: 0.97, buffer: 1",
                        "type: sprout, dims: \"*.modes\", every: 2 steps");
        training = Training.of(runs, job, folder);
        same = TestBundle.strategy(NAME, "sprout", Sprouting.class, Sprouting.Settings.class)
                .writeTo(folder.resolve("same.jar"));
        try (BundleWatch watch = new BundleWatch(context, NAME)) {
            Files.copy(same, JAR);
            watch.await(BundleEvent.STARTED);
        }
        undisturbed = training.finished("undisturbed", SETTINGS);
        assertTrue(undisturbed.growth().size() > 4, "something to be lost");
    }

    @AfterEach
    void takeItAway() throws Exception {
        try (BundleWatch watch = new BundleWatch(context, NAME)) {
            Files.delete(JAR);
            watch.await(BundleEvent.UNINSTALLED);
        }
    }

    @Test
    void aJarCopiedOverItselfInMidRunCostsNoDecision() throws Exception {
        Run run = training.start("copied", SETTINGS);
        Semaphore epochs = epochs(run);
        try (BundleWatch watch = new BundleWatch(context, NAME)) {
            for (int times = 0; times < 2; times++) {
                assertTrue(epochs.tryAcquire(2, 30, TimeUnit.SECONDS));
                Files.copy(same, JAR, StandardCopyOption.REPLACE_EXISTING);
                watch.await(BundleEvent.STARTED);
            }
        }
        endsAsUndisturbed(run);
    }

    @Test
    void aJarThatIsHalfThereForAWhileCostsNoDecision() throws Exception {
        Run run = training.start("slowly", SETTINGS);
        Semaphore epochs = epochs(run);
        byte[] all = Files.readAllBytes(same);
        assertTrue(epochs.tryAcquire(2, 30, TimeUnit.SECONDS));
        try (BundleWatch watch = new BundleWatch(context, NAME);
                OutputStream slowly = Files.newOutputStream(JAR)) {
            slowly.write(all, 0, all.length / 2);
            watch.await(BundleEvent.STOPPED);
            slowly.write(all, all.length / 2, all.length - all.length / 2);
            slowly.flush();
            watch.await(BundleEvent.STARTED);
        }
        endsAsUndisturbed(run);
    }

    private static Semaphore epochs(Run run) {
        Semaphore epochs = new Semaphore(0);
        run.subscribe(event -> {
            if (event instanceof RunEvent.Epoch) epochs.release();
        });
        return epochs;
    }

    private void endsAsUndisturbed(Run run) throws Exception {
        assertTrue(run.status() == RunStatus.TRAINING, "it was to happen in mid-run; " + run.status());
        RunFolder left = Training.finished(run);
        assertEquals(List.of(), left.journal("missing"));
        assertEquals(undisturbed.metrics(), left.metrics());
        assertEquals(undisturbed.growth(), left.growth());
        assertEquals(undisturbed.weights(EPOCHS * 10), left.weights(EPOCHS * 10));
    }
}
