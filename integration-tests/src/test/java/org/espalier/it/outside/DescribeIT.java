package org.espalier.it.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.espalier.it.outside.Espalier.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the archive says of its plugins: to people, in the docs, and to bash. */
class DescribeIT {
    private static final String COMMAND =
            "distribution/target/espalier/bin/espalier describe --markdown > docs/settings.md";

    @TempDir
    Path folder;

    private Espalier espalier;

    @BeforeEach
    void withoutDropIns() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        espalier = Espalier.in(folder).with("ESPALIER_PLUGINS", plugins.toString());
    }

    @Test
    void theTablesOfTheDocsAreThoseOfTheSettingsRecords() throws Exception {
        Outcome made = espalier.run("describe", "--markdown");
        assertEquals(0, made.exitCode(), made::toString);
        Path page = Path.of(System.getProperty("espalier.docs"), "settings.md");
        String kept = Files.exists(page) ? Files.readString(page) : "";
        assertEquals(
                made.output(), kept, "docs/settings.md is stale; after the build, this makes it anew:\n  " + COMMAND);
    }

    @Test
    void aPluginIsDescribedAndAnUnknownOneIsOneLineWithTheNearestName() throws Exception {
        Outcome ifno = espalier.run("describe", "ifno");
        assertEquals(0, ifno.exitCode(), ifno::toString);
        assertTrue(ifno.output().startsWith("strategy ifno: "), ifno::output);
        Outcome unknown = espalier.run("describe", "ifnoo");
        assertEquals(2, unknown.exitCode(), unknown::toString);
        assertTrue(unknown.errors().startsWith("espalier: describe: ifnoo — no such plugin, did you mean ifno?"));
        assertEquals(1, unknown.errors().lines().count(), unknown::errors);
    }

    @Test
    void bashCompletesWithTheScriptOfTheArchive() throws Exception {
        String script = Espalier.home().resolve("completion/espalier.bash").toString();
        assertEquals(List.of("describe"), tab(script, "des"));
        assertEquals(List.of("burgers"), tab(script, "run b"));
        assertEquals(List.of("growth.modes.explained="), tab(script, "run darcy --set growth.modes.exp"));
        assertEquals(List.of("loss-gap"), tab(script, "run darcy --set growth.modes.criterion=loss"));
        assertEquals(List.of("ifno", "inrank", "inrank-efficient"), tab(script, "describe strategy i"));
    }

    private List<String> tab(String script, String words) throws Exception {
        String line = espalier.script() + " " + words;
        String program = "source '%s'; COMP_LINE='%s'; COMP_POINT=%d; _espalier; printf '%%s\\n' \"${COMPREPLY[@]}\""
                .formatted(script, line, line.length());
        ProcessBuilder builder = new ProcessBuilder("bash", "--norc", "-c", program)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(espalier.environment());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process bash = builder.start();
        String answer = new String(bash.getInputStream().readAllBytes());
        assertTrue(bash.waitFor(60, TimeUnit.SECONDS), answer);
        return answer.lines().toList();
    }
}
