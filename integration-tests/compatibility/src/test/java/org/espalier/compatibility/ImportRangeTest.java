package org.espalier.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Jar;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which versions of the API a plugin takes that was built against one: what bnd writes into its manifest. */
class ImportRangeTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0.0|[1.0,2)|",
                "1.4.2|[1.4,2)|",
                "0.1.0|[0.1,0.2)|${range;[==,=+)}",
                "0.3.1|[0.3,0.4)|${range;[==,=+)}"
            })
    void aPluginTakesEveryLaterVersionThatBreaksNothing(String built, String range, String policy) throws Exception {
        Path plugin = Path.of(System.getProperty("espalier.root"))
                .resolve("integration-tests/src/test/resources/frozen/org.example.frozen.jar");
        try (Copy api = new Copy(folder).version(built);
                Jar classes = new Jar(plugin.toFile());
                Analyzer analyzer = new Analyzer()) {
            classes.setManifest((java.util.jar.Manifest) null);
            classes.remove("META-INF/MANIFEST.MF");
            analyzer.setJar(classes);
            analyzer.addClasspath(api.jar());
            if (policy != null) {
                analyzer.setProperty("-consumer-policy", policy);
            }
            analyzer.calcManifest();
            Map<String, String> ranges = new TreeMap<>();
            analyzer.getImports().forEach((name, attributes) -> {
                if (name.getFQN().startsWith("org.espalier.")) {
                    ranges.put(name.getFQN(), attributes.getVersion());
                }
            });
            assertEquals(
                    Map.of(
                            "org.espalier.api.growth", range,
                            "org.espalier.api.optimize", range,
                            "org.espalier.api.plugin", range),
                    ranges);
        }
    }
}
