package org.espalier.it.inside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.api.run.Cause;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunResult.TestLoss;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Runs;
import org.espalier.it.support.RunFolder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;

/** Runs that each release has left behind are opened, measured and trained on by this one; made by {@code golden/make}. */
@ExtendWith(ServiceExtension.class)
class GoldenRunsIT {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir
    Path folder;

    @InjectService
    Runs runs;

    static List<Path> golden() throws IOException {
        try (Stream<Path> all = Files.walk(GOLDEN, 3)) {
            return all.filter(path -> Files.exists(path.resolve("job.yaml")))
                    .sorted()
                    .toList();
        }
    }

    private Path copy(Path golden) throws IOException {
        Path copy = folder.resolve(golden.getParent().getFileName()).resolve("1");
        try (Stream<Path> all = Files.walk(golden)) {
            for (Path path : all.sorted().toList()) {
                Path to = copy.resolve(golden.relativize(path).toString());
                Files.createDirectories(to.getParent());
                Files.copy(path, to);
            }
        }
        return copy;
    }

    @ParameterizedTest
    @MethodSource("golden")
    void isMeasuredAsItWasThenAndTrainsOn(Path golden) throws Exception {
        Path run = copy(golden);
        double then = Double.parseDouble(
                Files.readString(run.resolve("result.json")).replaceAll("(?s).*?\"loss\" : ([^,\\s]+).*", "$1"));
        TestLoss now = runs.evaluate(run, "test", List.of()).losses().get(0);
        // Another processor sums in another order.
        assertEquals(then, now.loss(), 1e-4 * then);
        List<Path> exported = runs.export(run, "npz", folder.resolve("out"));
        assertTrue(Files.readString(exported.get(1)).contains("def network():\n    \"\"\"The model at the sizes"));

        Run longer = runs.resume(run, Map.of("epochs", "8"), Cause.of("test", "to train on"));
        long before = longer.step();
        Training.ended(longer, RunStatus.FINISHED);
        assertTrue(longer.step() > before, () -> "steps beyond " + before);
        RunFolder left = new RunFolder(run);
        assertEquals(1, left.journal("resume").size());
        assertEquals("FINISHED", field(left.json("result.json"), "status"));
        double heldOut = runs.evaluate(run, "test", List.of()).losses().get(0).loss();
        assertTrue(heldOut < 2 * then, () -> "from " + then + " to " + heldOut);
    }
}
