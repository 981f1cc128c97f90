package org.espalier.benchmarks.arms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code espalier energy} says of a run: a model of its multiply–adds, and no measurement.
 *
 * @param joules      of the whole run
 * @param inFloat32   the same in float32
 * @param table       where energies of operations come from
 * @param assumptions one line each
 */
public record Energy(double joules, double inFloat32, String table, List<String> assumptions) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The estimate in what {@code espalier energy --json} printed. */
    static Energy read(Path printed) throws IOException {
        JsonNode node = JSON.readTree(Files.readString(printed));
        double joules = node.path("run-joules").asDouble();
        double ratio = node.path("step-joules-in-float32").asDouble()
                / node.path("step-joules").asDouble();
        List<String> assumptions = new ArrayList<>();
        node.path("assumptions").forEach(line -> assumptions.add(line.asText()));
        return new Energy(joules, joules * ratio, node.path("energies").asText(), List.copyOf(assumptions));
    }

    /** Their mean over seeds, in joules. */
    public static double mean(List<Energy> seeds) {
        return seeds.stream().mapToDouble(Energy::joules).average().orElseThrow();
    }
}
