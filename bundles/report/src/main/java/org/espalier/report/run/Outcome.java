package org.espalier.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a run ended; NaN where the file says nothing.
 *
 * @param status     FINISHED, STOPPED or FAILED
 * @param message    one line
 * @param tests      losses on the test split
 * @param steps      optimizer steps
 * @param epochs     epochs
 * @param seconds    time
 * @param flops      modelled operations
 * @param parameters trained entries
 */
public record Outcome(
        String status,
        String message,
        List<Test> tests,
        double steps,
        double epochs,
        double seconds,
        double flops,
        double parameters) {

    /**
     * The loss on the test split at one resolution.
     *
     * @param resolution grid points per axis; 0 where the data has none
     * @param trained    whether the run ever trained at it
     * @param loss       mean over the split
     * @param figures    further means over the split by name, such as accuracy
     */
    public record Test(int resolution, boolean trained, double loss, Map<String, Double> figures) {}

    static Outcome of(JsonNode node) {
        List<Test> tests = new ArrayList<>();
        for (JsonNode test : node.path("tests")) {
            tests.add(new Test(
                    test.path("resolution").asInt(),
                    test.path("trained").asBoolean(),
                    test.path("loss").asDouble(Double.NaN),
                    EpochFigures.figures(test)));
        }
        return new Outcome(
                node.path("status").asText("unknown"),
                node.path("message").asText(""),
                List.copyOf(tests),
                node.path("steps").asDouble(Double.NaN),
                node.path("epochs").asDouble(Double.NaN),
                node.path("seconds").asDouble(Double.NaN),
                node.path("flops").asDouble(Double.NaN),
                node.path("parameters").asDouble(Double.NaN));
    }
}
