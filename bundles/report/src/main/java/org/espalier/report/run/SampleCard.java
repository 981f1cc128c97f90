package org.espalier.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the samples show.
 *
 * @param title   the data, such as "Darcy flow"
 * @param input   name of the input field
 * @param target  name of the target field
 * @param trained resolutions that the run trained at
 */
public record SampleCard(String title, String input, String target, Set<Integer> trained) {
    static SampleCard unknown() {
        return new SampleCard("", "input", "target", Set.of());
    }

    static SampleCard of(JsonNode node) {
        Set<Integer> trained = new TreeSet<>();
        node.path("trained").forEach(resolution -> trained.add(resolution.asInt()));
        return new SampleCard(
                node.path("title").asText(""),
                node.path("input").asText("input"),
                node.path("target").asText("target"),
                trained);
    }
}
