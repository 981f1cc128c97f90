package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar in the container, as its users have it. */
class ${className}IT {
    @TempDir
    Path folder;

    @Test
    void itGrowsTheModelOfASmallJob() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Files.copy(Path.of(System.getProperty("plugin.jar")), plugins.resolve("${artifactId}.jar"));
        Path job = Path.of("src/test/resources/small.yaml").toAbsolutePath();

        ProcessBuilder espalier = new ProcessBuilder(
                        System.getProperty("espalier.home") + "/bin/espalier", "run", job.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        // In place of the archive's own plugins/.
        espalier.environment().put("ESPALIER_PLUGINS", plugins.toString());
        Process run = espalier.start();
        String output = new String(run.getInputStream().readAllBytes());

        assertEquals(0, run.waitFor(), output);
        List<String> journal = Files.readAllLines(folder.resolve("runs/small/1/journal.jsonl"));
        assertTrue(
                journal.stream()
                        .anyMatch(line -> line.contains("\"growth\"") && line.contains("\"from\":4,\"to\":6")),
                output);
    }
}
