package org.espalier.benchmarks.arms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one run came to, from the files that it left.
 *
 * @param heldOut    loss on the validation split at the end
 * @param figures    figures on the validation split at the end, such as accuracy
 * @param tests      test loss by resolution, the training resolution first
 * @param testFigures figures on the test split, at the first resolution
 * @param flops      modelled operations of all steps
 * @param seconds    seconds in steps and growth
 * @param parameters numbers that were trained at the end
 * @param sizes      sizes of the dims at the end, in the model's order
 */
public record Outcome(
        double heldOut,
        Map<String, Double> figures,
        TreeMap<Integer, Double> tests,
        Map<String, Double> testFigures,
        double flops,
        double seconds,
        long parameters,
        Map<String, Integer> sizes) {
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
        JsonNode last = lastEpoch(run);
        Map<String, Integer> sizes = new LinkedHashMap<>();
        last.path("dims")
                .properties()
                .forEach(d -> sizes.put(d.getKey(), d.getValue().asInt()));
        return new Outcome(
                result.path("held-out").asDouble(),
                numbers(last.path("figures")),
                tests,
                numbers(result.path("tests").path(0).path("figures")),
                result.path("flops").asDouble(),
                result.path("seconds").asDouble(),
                result.path("parameters").asLong(),
                sizes);
    }

    private static JsonNode lastEpoch(Path run) throws IOException {
        JsonNode last = null;
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            JsonNode node = JSON.readTree(line);
            last = node.path("kind").asText().equals("epoch") ? node : last;
        }
        if (last == null) {
            throw new IOException(run + " holds no epoch");
        }
        return last;
    }

    private static Map<String, Double> numbers(JsonNode object) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asDouble()));
        return numbers;
    }

    /** Sizes of the dims whose names end so, in the model's order. */
    public List<Integer> sizes(String suffix) {
        return sizes.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(suffix))
                .map(Map.Entry::getValue)
                .toList();
    }
}
