package org.espalier.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was measured at the end of an epoch; NaN where the file says nothing.
 *
 * @param epoch      epochs done
 * @param step       steps done
 * @param train      mean training loss of the epoch
 * @param heldOut    loss on the validation split
 * @param rate       learning rate
 * @param parameters trained entries
 * @param flops      modelled operations since training began
 * @param seconds    time since training began
 * @param figures    further means over the validation split by name, such as accuracy
 * @param dims       growable sizes by name
 */
public record EpochFigures(
        long epoch,
        long step,
        double train,
        double heldOut,
        double rate,
        double parameters,
        double flops,
        double seconds,
        Map<String, Double> figures,
        Map<String, Integer> dims) {

    static EpochFigures of(JsonNode node) {
        Map<String, Integer> dims = new LinkedHashMap<>();
        node.path("dims")
                .fields()
                .forEachRemaining(dim -> dims.put(dim.getKey(), dim.getValue().asInt()));
        return new EpochFigures(
                node.path("epoch").asLong(),
                node.path("step").asLong(),
                number(node, "train"),
                number(node, "held-out"),
                number(node, "rate"),
                number(node, "parameters"),
                number(node, "flops"),
                number(node, "seconds"),
                figures(node),
                dims);
    }

    /** The numbers under {@code figures}, sorted by name. */
    static Map<String, Double> figures(JsonNode node) {
        Map<String, Double> figures = new TreeMap<>();
        node.path("figures").fields().forEachRemaining(figure -> {
            if (figure.getValue().isNumber())
                figures.put(figure.getKey(), figure.getValue().asDouble());
        });
        return figures;
    }

    private static double number(JsonNode node, String name) {
        return node.path(name).isNumber() ? node.path(name).asDouble() : Double.NaN;
    }
}
