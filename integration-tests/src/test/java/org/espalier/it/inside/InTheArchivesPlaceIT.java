package org.espalier.it.inside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.espalier.api.run.BundleTrial;
import org.espalier.api.run.PluginCard;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Runs;
import org.espalier.it.support.ArchiveJar;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Version;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** A jar with the name of one of the archive's own bundles comes into the drop-in folder and is taken away again. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(120)
class InTheArchivesPlaceIT {
    private static final String NAME = "org.espalier.ifno";
    private static final Path PLUGINS = Path.of(System.getProperty("espalier.test.plugins"));
    private static final Path JAR = PLUGINS.resolve("ifno.jar");
    private static final int EPOCHS = 60;
    private static final Map<String, String> SETTINGS = Map.of("epochs", "" + EPOCHS, "checkpoint.every", "1 h");
    /** At most so long until what the container does is looked at again. */
    private static final long TURN_MILLIS = 50;

    @TempDir
    Path folder;

    @InjectBundleContext
    BundleContext context;

    @InjectService
    Runs runs;

    private ArchiveJar archive;
    private String own;
    private Bundle bundle;

    @BeforeEach
    void theArchivesOwn() throws Exception {
        archive = ArchiveJar.of(NAME);
        own = archive.version();
        bundle = bundles(NAME).get(0);
    }

    @AfterEach
    void takeItAway() throws Exception {
        Files.deleteIfExists(JAR);
        await(() ->
                bundles(NAME).equals(List.of(bundle)) && runs.pluginTroubles().isEmpty());
    }

    private List<Bundle> bundles(String name) {
        return Arrays.stream(context.getBundles())
                .filter(one -> name.equals(one.getSymbolicName()))
                .toList();
    }

    /** The version with so much added to its last number. */
    private String version(int more) {
        Version now = Version.parseVersion(own);
        return more == 0 ? own : new Version(now.getMajor(), now.getMinor(), now.getMicro() + more).toString();
    }

    private PluginCard ifno() {
        return runs.plugins().stream()
                .filter(card -> card.kind().equals("strategy") && card.name().equals("ifno"))
                .findFirst()
                .orElse(new PluginCard("strategy", "ifno", "none", ""));
    }

    private void await(BooleanSupplier wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        Semaphore changes = new Semaphore(0);
        BundleListener onChange = event -> changes.release();
        context.addBundleListener(onChange);
        try {
            while (!wanted.getAsBoolean()) {
                assertFalse(System.nanoTime() > deadline, () -> ifno() + " " + runs.pluginTroubles());
                changes.tryAcquire(TURN_MILLIS, TimeUnit.MILLISECONDS);
                changes.drainPermits();
            }
        } finally {
            context.removeBundleListener(onChange);
        }
    }

    @ParameterizedTest(name = "{0} more")
    @ValueSource(ints = {0, 1})
    void theArchivesOwnServesAgainWhenAJarInItsPlaceIsTakenAwayUnderARun(int more) throws Exception {
        Training training = Training.of(runs, SmallJob.asItIs(), folder);
        RunFolder undisturbed = training.finished("undisturbed", SETTINGS);
        Wirings before = Wirings.now(context);
        PluginCard ours = new PluginCard("strategy", "ifno", NAME, own);
        assertEquals(ours, ifno());
        BundleTrial trial = runs.tryBundle(archive.writeTo(folder.resolve("ifno.jar"), version(more)));
        assertTrue(trial.taken() && trial.troubles().isEmpty(), trial::toString);
        assertEquals(List.of(), trial.wiring(), "it comes in beside the archive's");

        Run run = training.start("replaced", SETTINGS);
        Semaphore epochs = new Semaphore(0);
        run.subscribe(event -> {
            if (event instanceof RunEvent.Epoch) epochs.release();
        });
        assertTrue(epochs.tryAcquire(2, 30, TimeUnit.SECONDS));
        archive.writeTo(JAR, version(more));
        PluginCard theirs = new PluginCard("strategy", "ifno", NAME, version(more), "ifno.jar", own);
        await(() -> ifno().equals(theirs));
        assertEquals(Set.of(NAME), before.changed());
        assertEquals(2, bundles(NAME).size(), "beside the archive's, not in it");
        assertEquals(List.of(), runs.pluginTroubles());
        epochs.drainPermits();
        assertTrue(epochs.tryAcquire(2, 30, TimeUnit.SECONDS));
        Files.delete(JAR);
        await(() -> ifno().equals(ours));
        assertEquals(RunStatus.TRAINING, run.status(), "it was to happen in mid-run");
        assertEquals(Bundle.ACTIVE, bundle.getState());

        RunFolder left = Training.finished(run);
        await(() -> bundles(NAME).equals(List.of(bundle)));
        assertEquals(Set.of(), before.changed());
        String from = "ifno of " + NAME + " " + own;
        String to = "ifno of " + NAME + " " + version(more);
        assertEquals(
                List.of(from + " → " + to, to + " → " + from),
                left.journal("swap").stream()
                        .map(line -> field(line, "from") + " → " + field(line, "to"))
                        .toList());
        assertEquals(List.of(), left.journal("missing"));
        assertEquals(undisturbed.metrics(), left.metrics());
        assertEquals(undisturbed.growth(), left.growth());
        assertEquals(undisturbed.weights(EPOCHS * 10), left.weights(EPOCHS * 10));
    }

    @Test
    void anEarlierVersionIsSetAsideAndTheDryRunSaysSoBeforehand() throws Exception {
        String why = "brings the strategy ifno, which is set aside: " + NAME + " " + own
                + " serves, a later version of this bundle";
        BundleTrial trial = runs.tryBundle(archive.writeTo(folder.resolve("ifno.jar"), "0.0.9"));
        assertFalse(trial.taken());
        assertEquals(
                List.of(why),
                trial.troubles().stream().map(trouble -> trouble.why()).toList());
        assertEquals(own, trial.from());
        archive.writeTo(JAR, "0.0.9");
        await(() -> !runs.pluginTroubles().isEmpty());
        assertEquals(
                List.of(why),
                runs.pluginTroubles().stream().map(trouble -> trouble.why()).toList());
        assertEquals(new PluginCard("strategy", "ifno", NAME, own), ifno());
    }

    @Test
    void anEarlierVersionCopiedOverALaterOneOfItsFileIsUpdatedToItAndTheDryRunSaysSo() throws Exception {
        archive.writeTo(JAR, version(2));
        await(() -> ifno().version().equals(version(2)));
        BundleTrial other = runs.tryBundle(archive.writeTo(folder.resolve("other.jar"), version(1)));
        assertFalse(other.taken(), "beside the later one");
        assertTrue(other.troubles().get(0).why().endsWith(version(2) + " serves, a later version of this bundle"));
        BundleTrial over = runs.tryBundle(archive.writeTo(folder.resolve("ifno.jar"), version(1)));
        assertTrue(over.taken(), over::toString);
        assertEquals(List.of(NAME + " " + version(2)), over.wiring());
        archive.writeTo(JAR, version(1));
        await(() -> ifno().version().equals(version(1)));
    }

    @Test
    void aPartOfThePlatformDoesNotComeInASecondTimeAndStaysWhenItsJarIsTakenAway() throws Exception {
        Bundle host = bundles("org.espalier.host").get(0);
        Path jar = PLUGINS.resolve("host.jar");
        Files.copy(ArchiveJar.of("org.espalier.host").path(), jar);
        try {
            await(() -> !runs.pluginTroubles().isEmpty());
            assertEquals(
                    "is a version of org.espalier.host, which is no plugin but a part of the platform",
                    runs.pluginTroubles().get(0).why());
            assertEquals(1, context.getServiceReferences(Runs.class, null).size());
        } finally {
            Files.delete(jar);
        }
        await(() -> bundles("org.espalier.host").equals(List.of(host)));
        assertEquals(Bundle.ACTIVE, host.getState());
    }
}
