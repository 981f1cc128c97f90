package org.espalier.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a growth entry saw at a decision, whether anything grew or not.
 *
 * @param step    optimizer steps done
 * @param entry   the growth entry's id
 * @param figures its named numbers, such as {@code layer0.modes.explained}
 */
public record Look(long step, String entry, Map<String, Double> figures) {
    /** Whether another look, which was told later, stands in this one's place or before it: the run went on from an earlier step. */
    boolean isRepeatedBy(Look later) {
        return step > later.step || step == later.step && entry.equals(later.entry);
    }

    static Look of(JsonNode node) {
        return new Look(node.path("step").asLong(), node.path("entry").asText(), EpochFigures.figures(node));
    }
}
