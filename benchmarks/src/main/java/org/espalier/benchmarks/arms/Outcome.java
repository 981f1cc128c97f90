package org.espalier.benchmarks.arms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/**
 * What one run came to, from the files that it left.
 *
 * @param heldOut loss on the validation split at the end
 * @param tests   test loss by resolution, the training resolution first
 * @param flops   modelled operations of all steps
 * @param seconds seconds in steps and growth
 * @param modes   modes of each layer at the end
 */
record Outcome(double heldOut, TreeMap<Integer, Double> tests, double flops, double seconds, List<Integer> modes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether a run's directory holds a finished run. */
    static boolean finished(Path run) throws IOException {
        Path result = run.resolve("result.json");
        return Files.exists(result)
                && "FINISHED"
                        .equals(JSON.readTree(result.toFile()).path("status").asText());
    }

    /** The outcome of a finished run. */
    static Outcome read(Path run) throws IOException {
        JsonNode result = JSON.readTree(run.resolve("result.json").toFile());
        TreeMap<Integer, Double> tests = new TreeMap<>();
        result.path("tests")
                .forEach(t ->
                        tests.put(t.path("resolution").asInt(), t.path("loss").asDouble()));
        JsonNode last = null;
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            JsonNode node = JSON.readTree(line);
            last = node.path("kind").asText().equals("epoch") ? node : last;
        }
        if (last == null) {
            throw new IOException(run + " holds no epoch");
        }
        List<Integer> modes = last.path("dims").properties().stream()
                .filter(d -> d.getKey().endsWith(".modes"))
                .map(d -> d.getValue().asInt())
                .toList();
        return new Outcome(
                result.path("held-out").asDouble(),
                tests,
                result.path("flops").asDouble(),
                result.path("seconds").asDouble(),
                modes);
    }
}
