package org.espalier.host.runs.results;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunResult.TestLoss;
import org.espalier.host.store.Checkpoints;
import org.espalier.host.store.Disk;
import org.espalier.host.store.Json;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.SmallFile;

/** {@code result.json}: how a run ended, whichever way it did. */
public final class ResultFile {
    private ResultFile() {}

    /**
     * Writes it.
     *
     * @param step    steps done
     * @param figures numbers of the whole run, as far as there are any
     */
    public static void write(RunDirectory directory, RunResult end, long step, Map<String, ?> figures)
            throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("status", end.status().name());
        result.put("message", end.message());
        result.put("tests", end.tests().stream().map(ResultFile::test).toList());
        result.put("steps", step);
        lastCheckpoint(directory).ifPresent(name -> result.put("checkpoint", name));
        result.putAll(figures);
        directory.write("result.json", Json.pretty(result));
    }

    private static Map<String, Object> test(TestLoss test) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("resolution", test.resolution());
        fields.put("trained", test.trained());
        fields.put("loss", test.loss());
        if (!test.figures().isEmpty()) {
            fields.put("figures", test.figures());
        }
        return fields;
    }

    /** The folder of the newest checkpoint, from which the run can be resumed. */
    private static Optional<String> lastCheckpoint(RunDirectory directory) throws IOException {
        Checkpoints checkpoints = directory.checkpoints(Disk.local());
        return checkpoints.newestFirst().stream().findFirst().map(path -> "checkpoints/" + path.getFileName());
    }

    /** The status that it tells; empty if there is none, as of a run that goes on or was killed, or it is damaged. */
    public static Optional<String> status(RunDirectory directory) {
        if (!Files.exists(directory.resultFile())) {
            return Optional.empty();
        }
        try {
            Map<String, Object> result = Json.parse(SmallFile.text(directory.resultFile()));
            return Optional.of(String.valueOf(result.get("status")));
        } catch (IOException e) {
            // Checkpoints are what a run goes on from; a damaged result keeps nobody from them.
            return Optional.empty();
        }
    }
}
