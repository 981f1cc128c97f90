package org.espalier.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The figures of a run, in the order of its steps. Where a run was resumed from a checkpoint, the steps that it did a
 * second time replace those of the first.
 *
 * @param epochs one per epoch
 * @param losses training losses between the epochs' ends
 * @param looks  what growth entries saw at their decisions
 */
public record Metrics(List<EpochFigures> epochs, List<StepLoss> losses, List<Look> looks) {
    /** Figures with copies of their lists. */
    public Metrics {
        epochs = List.copyOf(epochs);
        losses = List.copyOf(losses);
        looks = List.copyOf(looks);
    }

    static Metrics of(List<JsonNode> lines) {
        List<EpochFigures> epochs = new ArrayList<>();
        List<StepLoss> losses = new ArrayList<>();
        List<Look> looks = new ArrayList<>();
        for (JsonNode line : lines) {
            switch (line.path("kind").asText()) {
                case "epoch" -> {
                    EpochFigures figures = EpochFigures.of(line);
                    epochs.removeIf(before -> before.epoch() >= figures.epoch());
                    epochs.add(figures);
                }
                case "step" -> {
                    StepLoss loss = new StepLoss(
                            line.path("step").asLong(), line.path("loss").asDouble(Double.NaN));
                    int last = losses.size() - 1;
                    while (last >= 0 && losses.get(last).step() >= loss.step()) losses.remove(last--);
                    losses.add(loss);
                }
                case "decision" -> add(looks, Look.of(line));
                default -> {}
            }
        }
        return new Metrics(epochs, losses, looks);
    }

    private static void add(List<Look> looks, Look look) {
        int last = looks.size() - 1;
        // Several entries may look after one step.
        while (last >= 0 && looks.get(last).isRepeatedBy(look)) looks.remove(last--);
        looks.add(look);
    }
}
