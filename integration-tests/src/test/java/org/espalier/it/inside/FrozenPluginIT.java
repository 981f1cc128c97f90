package org.espalier.it.inside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.api.run.PluginCard;
import org.espalier.api.run.Runs;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** A plugin jar that was built once, by somebody else's build, and is never compiled again: see frozen-plugin/freeze. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class FrozenPluginIT {
    private static final String NAME = "org.example.frozen";

    @TempDir
    Path folder;

    @InjectBundleContext
    BundleContext context;

    @InjectService
    Runs runs;

    private Bundle frozen;

    @BeforeEach
    void install() throws Exception {
        try (InputStream jar = FrozenPluginIT.class.getResourceAsStream("/frozen/" + NAME + ".jar")) {
            frozen = context.installBundle("frozen:" + NAME, jar);
        }
        frozen.start();
    }

    @AfterEach
    void uninstall() throws Exception {
        frozen.uninstall();
    }

    @Test
    void itResolvesAgainstTodaysApiAndIsListed() {
        assertEquals(Bundle.ACTIVE, frozen.getState());
        Set<String> kinds = runs.plugins().stream()
                .filter(card -> card.bundle().equals(NAME))
                .peek(card -> assertEquals("frozen", card.name()))
                .map(PluginCard::kind)
                .collect(Collectors.toSet());
        assertEquals(Set.of("strategy", "initializer", "optimizer", "schedule", "loss"), kinds);
    }

    @Test
    void itTrainsAndGrowsAWholeRun() throws Exception {
        SmallJob job = SmallJob.asItIs()
                .with(
                        "type: ifno, dims: \"*.modes\", every: 1 epoch, explained: 0.97, buffer: 1",
                        "type: frozen, dims: \"*.modes\", every: 1 epoch")
                .with("init:      default", "init:      { type: frozen, gain: 0.5 }")
                .with(
                        "{ type: adamw, lr: 5e-3, weight-decay: 1e-4, schedule: cosine }",
                        "{ type: frozen, schedule: frozen }")
                .with("loss: relative-l2", "loss: frozen");
        RunFolder run = Training.of(runs, job, folder).finished("runs", Map.of());

        List<String> growth = run.growth().stream()
                .filter(line -> field(line, "entry").equals("modes"))
                .toList();
        assertEquals(2, growth.size(), growth::toString);
        for (String line : growth) {
            assertTrue(field(line, "why").startsWith("last entry carries "), line);
            assertTrue(field(line, "outputs").startsWith("unchanged"), line);
        }
        List<String> decisions = run.metrics().stream()
                .filter(line -> field(line, "kind").equals("decision")
                        && field(line, "entry").equals("modes"))
                .toList();
        assertEquals(5, decisions.size(), decisions::toString);
        for (String line : decisions) {
            Stream.of("weight", "gradient", "energy", "train")
                    .forEach(figure -> assertTrue(Double.parseDouble(field(line, figure)) > 0, line));
        }
        assertEquals(List.of(), run.journal("fault"));
        assertEquals(List.of(), run.journal("rejected"));
    }

    @Test
    void nothingHangsOnItAndItHangsOnTheApiAlone() {
        assertEquals(
                Set.of(frozen),
                Set.copyOf(context.getBundle(0).adapt(FrameworkWiring.class).getDependencyClosure(List.of(frozen))));
        Set<String> suppliers =
                frozen.adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .map(wire -> wire.getProvider().getBundle())
                        .filter(bundle -> bundle.getBundleId() != 0)
                        .map(Bundle::getSymbolicName)
                        .collect(Collectors.toSet());
        assertEquals(Set.of("org.espalier.api"), suppliers);
    }
}
