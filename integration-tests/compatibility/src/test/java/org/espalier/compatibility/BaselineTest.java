package org.espalier.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aQute.bnd.osgi.Jar;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.api.plugin.RandomStream;
import org.espalier.layers.Memory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Today's exported packages against those that were last handed out; CONTRIBUTING.md says how to move the baseline. */
class BaselineTest {
    static Stream<Arguments> jars() {
        return Stream.of(
                Arguments.of(
                        RandomStream.class,
                        "org.espalier.api",
                        Stream.of("data", "growth", "model", "number", "optimize", "plugin", "run")
                                .map(name -> "org.espalier.api." + name)
                                .toList()),
                Arguments.of(Memory.class, "org.espalier.layers", List.of("org.espalier.layers")));
    }

    @ParameterizedTest
    @MethodSource("jars")
    void everyPackageHasTheVersionThatItsChangesCallFor(Class<?> one, String bundle, List<String> packages)
            throws Exception {
        Path baseline = Path.of(System.getProperty("espalier.baseline"), bundle + ".jar");
        try (Jar newer = new Jar(Origin.of(one));
                Jar older = new Jar(baseline.toFile())) {
            List<PackageChange> changes = Baseline.compare(newer, older);
            assertEquals(
                    packages, changes.stream().map(PackageChange::name).sorted().toList());
            assertEquals(
                    List.of(),
                    changes.stream()
                            .filter(c -> !c.declared())
                            .map(PackageChange::refusal)
                            .toList());
        }
    }
}
