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
import org.espalier.it.support.SmallJob;
import org.espalier.it.support.TestBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** What a jar would do in the drop-in folder is found out without it, and nothing is touched. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(120)
class JarTrialIT {
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

    private static Path jar(String name) throws Exception {
        try (var jars = Files.list(Path.of(System.getProperty("espalier.home"), "bundles"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(name + "-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void anUpdateOfAStrategyWouldWireThatBundleAloneAndReadTheStateOfARunThatTrains() throws Exception {
        Path strategy = Files.copy(jar("org.espalier.ifno"), folder.resolve("org.espalier.ifno.jar"));
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
            assertEquals(List.of("org.espalier.ifno"), names(trial));
            assertTrue(trial.taken(), trial::toString);
            assertTrue(trial.troubles().get(0).why().contains("is the same bundle as"), trial::toString);
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
        BundleTrial trial = runs.tryBundle(jar("org.espalier.layers"));
        assertEquals("org.espalier.layers", names(trial).get(0));
        assertTrue(names(trial).contains("org.espalier.models"), trial::toString);
        assertFalse(names(trial).contains("org.espalier.host"), trial::toString);
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
