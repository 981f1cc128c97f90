package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.espalier.api.run.BundleTrial;
import org.espalier.api.run.BundleTrial.KeptState;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.Runs;
import org.espalier.it.plugin.Keeping;
import org.espalier.it.support.ArchiveJar;
import org.espalier.it.support.SmallJob;
import org.espalier.it.support.TestBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** What a jar would do in the drop-in folder is found out without it, and nothing is touched. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(120)
class JarTrialIT {
    private static final Path PLUGINS = Path.of(System.getProperty("espalier.test.plugins"));

    @TempDir
    Path folder;

    @InjectBundleContext
    BundleContext context;

    @InjectService
    Runs runs;

    private static List<String> names(BundleTrial trial) {
        return trial.wiring().stream()
                .map(bundle -> bundle.replaceFirst(" .*", ""))
                .toList();
    }

    @Test
    void anotherBundleOfTheArchivesStrategyWouldTouchNobodysWiringAndReadTheStateOfARunThatTrains() throws Exception {
        Path strategy = Files.copy(ArchiveJar.of("org.espalier.ifno").path(), folder.resolve("org.espalier.ifno.jar"));
        Wirings before = Wirings.now(context);
        int bundles = context.getBundles().length;
        Run run = Training.of(runs, SmallJob.asItIs(), folder).start("runs", Map.of("epochs", "100000"));
        try {
            CountDownLatch trains = new CountDownLatch(1);
            run.subscribe(event -> {
                if (event instanceof RunEvent.Epoch) trains.countDown();
            });
            trains.await();
            BundleTrial trial = runs.tryBundle(strategy);
            assertEquals(List.of(), trial.wiring());
            assertEquals(List.of(), trial.troubles());
            assertTrue(trial.states().contains(new KeptState(run.id(), "growth.modes", "ifno", 1, 1)), trial::toString);
        } finally {
            run.stop();
            run.await();
        }
        assertEquals(Set.of(), before.changed());
        assertEquals(bundles, context.getBundles().length);
    }

    @Test
    void anUpdateOfASharedBundleWouldWireThoseThatUseItAnew() throws Exception {
        TestBundle shared = TestBundle.named("org.example.shared").with("Export-Package", "org.example.shared");
        TestBundle using = TestBundle.strategy("org.example.using", "using", Keeping.class, Keeping.Settings.class)
                .with(
                        "Import-Package",
                        "org.espalier.api.growth,org.espalier.api.plugin,org.example.shared",
                        Keeping.class);
        try (BundleWatch watch = new BundleWatch(context, "org.example.using")) {
            shared.writeTo(PLUGINS.resolve("shared.jar"));
            using.writeTo(PLUGINS.resolve("using.jar"));
            watch.await(BundleEvent.STARTED);
            Path next = shared.version("1.1.0").writeTo(folder.resolve("shared.jar"));
            assertEquals(List.of("org.example.shared", "org.example.using"), names(runs.tryBundle(next)));
            Path beside = shared.version("1.1.0").writeTo(folder.resolve("another.jar"));
            assertEquals(List.of(), names(runs.tryBundle(beside)));
            Path twin = shared.writeTo(folder.resolve("twin.jar"));
            BundleTrial trial = runs.tryBundle(twin);
            assertTrue(trial.troubles().get(0).why().contains("is the same bundle as"), trial::toString);
            assertEquals(List.of("org.example.shared", "org.example.using"), names(trial));
        } finally {
            try (BundleWatch watch = new BundleWatch(context, "org.example.shared")) {
                Files.deleteIfExists(PLUGINS.resolve("using.jar"));
                Files.deleteIfExists(PLUGINS.resolve("shared.jar"));
                watch.await(BundleEvent.UNINSTALLED);
            }
        }
    }

    @Test
    void aBundleOfTheArchiveThatOthersUseIsNotReplaced() throws Exception {
        BundleTrial trial = runs.tryBundle(ArchiveJar.of("org.espalier.layers").path());
        assertFalse(trial.taken());
        assertTrue(trial.troubles().get(0).why().startsWith("exports org.espalier.layers"), trial::toString);
        assertEquals(List.of(), trial.wiring());
    }

    @Test
    void aJarThatWouldNotComeInSaysWhyAndOneThatIsNewTouchesNobody() throws Exception {
        TestBundle good = TestBundle.strategy("org.example.keeping", "keeping", Keeping.class);
        BundleTrial trial = runs.tryBundle(good.writeTo(folder.resolve("good.jar")));
        assertEquals("", trial.from());
        assertEquals(List.of(), trial.wiring());
        assertTrue(trial.taken(), trial::toString);
        BundleTrial greedy = runs.tryBundle(good.with("Export-Package", "org.espalier.api.growth;version=0.2")
                .writeTo(folder.resolve("greedy.jar")));
        assertFalse(greedy.taken());
        assertTrue(greedy.troubles().get(0).line().contains("exports org.espalier.api.growth"), greedy::toString);
        BundleTrial lacking = runs.tryBundle(
                good.with("Import-Package", "org.example.nowhere").writeTo(folder.resolve("lacking.jar")));
        assertTrue(
                lacking.troubles().get(0).line().contains("needs the package org.example.nowhere"), lacking::toString);
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        assertTrue(assertThrows(RefusedException.class, () -> runs.tryBundle(text))
                .getMessage()
                .contains("is no readable jar"));
        assertTrue(Arrays.stream(context.getBundles())
                .noneMatch(bundle -> bundle.getSymbolicName().contains("keeping")));
    }
}
