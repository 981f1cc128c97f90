package org.espalier.benchmarks.arms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A size that a run has grown, beside what its controls gave it.
 *
 * @param dim       the dim
 * @param size      at the end of the run
 * @param untrained at the end of the run of which no weight was updated
 * @param shuffled  at the end of the run whose training targets were shuffled
 */
public record Controlled(String dim, int size, int untrained, int shuffled) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The sizes in what {@code espalier controls --json} printed. */
    static List<Controlled> read(Path printed) throws IOException {
        List<Controlled> sizes = new ArrayList<>();
        for (String line : Files.readAllLines(printed)) {
            JsonNode node = JSON.readTree(line);
            if (node.has("verdict")) {
                sizes.add(new Controlled(
                        node.path("dim").asText(),
                        node.path("size").asInt(),
                        node.path("untrained").asInt(),
                        node.path("shuffled").asInt()));
            }
        }
        return sizes;
    }
}
