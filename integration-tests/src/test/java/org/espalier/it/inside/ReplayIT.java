package org.espalier.it.inside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.api.run.Cause;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.Run;
import org.espalier.api.run.Runs;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.AfterEach;
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

/** A run that has grown is trained again where no strategy is installed any more. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class ReplayIT {
    @TempDir
    Path folder;

    @InjectBundleContext
    BundleContext context;

    @InjectService
    Runs runs;

    private final List<String> uninstalled = new ArrayList<>();

    @AfterEach
    void installAgain() throws Exception {
        // By the framework's own context: what a test installs by its own is uninstalled after it.
        BundleContext framework = context.getBundle(0).getBundleContext();
        for (String location : uninstalled) framework.installBundle(location).start();
    }

    private void uninstall(String name) throws Exception {
        Bundle bundle = Stream.of(context.getBundles())
                .filter(each -> each.getSymbolicName().equals("org.espalier." + name))
                .findFirst()
                .orElseThrow();
        uninstalled.add(bundle.getLocation());
        bundle.uninstall();
    }

    private boolean there(String strategy) {
        return runs.plugins().stream()
                .anyMatch(card -> card.kind().equals("strategy") && card.name().equals(strategy));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESIDUAL")
    void aRunThatGrewEndsInTheSameBytesWithItsStrategiesUninstalled(Cast cast) throws Exception {
        Training training = Training.of(runs, cast.job(), folder);
        RunFolder grown = training.finished("runs", Map.of("checkpoint.keep", "9"));
        assertTrue(
                grown.growth().stream().anyMatch(line -> cast.entries().contains(field(line, "entry"))),
                "grew by its criterion");
        Run fork = runs.fork(ForkRequest.of(grown.path())
                .at(30)
                .named("fixed")
                .set("growth." + cast.entries().get(0), "off")
                .set("clip", "0.5")
                .because(Cause.of("ada", "what if it had not grown?")));
        RunFolder fixed = Training.finished(fork);
        for (String strategy : cast.strategies()) {
            uninstall(strategy);
            assertFalse(there(strategy));
        }
        RunFolder again = Training.finished(runs.replay(grown.path()));
        assertEquals(grown.growth(), again.growth());
        assertEquals(grown.weights(SmallJob.STEPS), again.weights(SmallJob.STEPS));
        RunFolder fixedAgain = Training.finished(runs.replay(fixed.path()));
        assertEquals(fixed.weights(SmallJob.STEPS), fixedAgain.weights(SmallJob.STEPS));
        assertEquals("ada", field(fixedAgain.journal("set").get(0), "actor"), "told again as it was told");
    }
}
