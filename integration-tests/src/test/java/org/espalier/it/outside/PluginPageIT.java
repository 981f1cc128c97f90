package org.espalier.it.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.it.outside.Espalier.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page from which an author writes a pom of his own. */
class PluginPageIT {
    private static final String TEST =
            """
            package org.example;

            import java.util.List;
            import org.espalier.api.growth.GrowthStrategy;
            import org.espalier.testkit.strategy.StrategyConformance;
            import org.junit.jupiter.params.ParameterizedTest;
            import org.junit.jupiter.params.provider.ValueSource;

            class PlateauConformanceTest extends StrategyConformance<Plateau.Settings> {
                @Override
                protected GrowthStrategy<Plateau.Settings> plugin() {
                    return new Plateau();
                }

                @Override
                protected List<Plateau.Settings> settings() {
                    return List.of(new Plateau.Settings(0.01, 1.5));
                }

                @ParameterizedTest
                @ValueSource(ints = {1, 2})
                void ofOnesOwn(int some) {}
            }
            """;

    @TempDir
    Path home;

    @Test
    void itsPomBuildsAndTestsAPluginWithTheKitAlone() throws Exception {
        Author author = Author.at(home);
        Page.Block pom = block(Page.read("plugins.md"), "pom.xml");
        Page.Block strategy = block(Page.read("write-a-strategy.md"), "/Plateau.java");
        write("pom.xml", pom.text());
        write("src/main/java/org/example/Plateau.java", strategy.text());
        write("src/test/java/org/example/PlateauConformanceTest.java", TEST);

        Outcome outcome = author.types("cd plateau; mvn -B package -Despalier.home='%s'".formatted(Espalier.home()));

        assertEquals(0, outcome.exitCode(), outcome::output);
        assertTrue(outcome.output().contains("Running org.example.PlateauConformanceTest"), outcome::output);
        assertTrue(Files.exists(home.resolve("plateau/target/plateau-1.0.0.jar")));
    }

    private static Page.Block block(Page page, String end) {
        return page.blocks().stream()
                .filter(block -> block.file().endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    private void write(String file, String text) throws Exception {
        Path path = home.resolve("plateau").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
