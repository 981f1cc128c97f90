package org.espalier.it.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.it.outside.Espalier.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an author does who knows the docs and the archive alone. */
class TutorialIT {
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path home;

    @Test
    void theTutorialLeadsFromNothingToAStrategyInTheContainer() throws Exception {
        Page tutorial = Page.read("write-a-strategy.md");
        Path archive = Path.of(System.getProperty("espalier.archive"));
        Files.createSymbolicLink(home.resolve(archive.getFileName()), archive);
        Outcome outcome = Author.at(home).types(tutorial.script());
        assertEquals(0, outcome.exitCode(), outcome::output);
        assertEquals("", tutorial.unsaid(outcome.output()), outcome::output);
    }

    @Test
    void anArchetypeTakesARelativePathWithoutAWarningAndRefusesNamesThatWouldNotDo() throws Exception {
        Path archive = Files.createSymbolicLink(home.resolve("archive"), Espalier.home());
        String generate =
                "mvn -f archive/repository archetype:generate -DespalierHome=%s -DartifactId=%s -DclassName=%s";
        Author author = Author.at(home);
        Outcome good = author.types(generate.formatted("archive", "small", "Small"));
        assertEquals(0, good.exitCode(), good::output);
        assertFalse(good.output().contains("WARNING"), good::output);
        String pom = Files.readString(home.resolve("small/pom.xml"));
        assertTrue(pom.contains("<espalier.home>" + archive.toRealPath() + "</espalier.home>"), pom);
        for (String[] bad : new String[][] {
            {"archive", "MyStrat", "MyStrat", "-DartifactId=MyStrat is not in kebab case"},
            {"archive", "gamma", "gamma-x", "-DclassName=gamma-x is no name of a class"},
            {"elsewhere", "delta", "Delta", "-DespalierHome=elsewhere is no unpacked archive"}
        }) {
            Outcome refused = author.types(generate.formatted(bad[0], bad[1], bad[2]));
            assertEquals(1, refused.exitCode(), refused::output);
            assertTrue(refused.output().contains(bad[3]), refused::output);
        }
    }

    @Test
    void theModelOfTheArchetypeKeepsAllThatAModelPromises() throws Exception {
        Outcome outcome = Author.at(home)
                .types(
                        """
                        mvn -f '%s/repository' archetype:generate -Darchetype=model -DespalierHome='%<s' \
                            -DartifactId=shallow -DclassName=Shallow
                        cd shallow
                        mvn verify
                        mkdir plugins
                        cp target/shallow-1.0.0.jar plugins/
                        sed 's/type: mlp, .* }/type: shallow, width: 8 }/; s/"\\*.width"/width/; /depth/d' \
                            '%<s/jobs/mlp-spirals.yaml' > spirals.yaml
                        ESPALIER_PLUGINS=plugins '%<s/bin/espalier' run spirals.yaml --set epochs=10
                        """
                                .formatted(Espalier.home()));
        assertEquals(0, outcome.exitCode(), outcome::output);
        assertTrue(outcome.output().contains("Running org.example.ShallowConformanceTest"), outcome::output);
        assertTrue(outcome.output().contains("  width 8→16 "), outcome::output);
    }

    @Test
    void theStrategyOfTheReadmeIsTheTutorials() throws Exception {
        Path readme = Path.of(System.getProperty("espalier.docs"), "../README.md");
        Matcher block = JAVA.matcher(Files.readString(readme));
        assertTrue(block.find());
        String first = Page.read("write-a-strategy.md").blocks().stream()
                .filter(file -> file.file().endsWith("/Plateau.java"))
                .findFirst()
                .orElseThrow()
                .text();
        assertTrue(first.endsWith(block.group(1)), first);
    }
}
