package org.espalier.benchmarks.arms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TriedTest {
    private static final Choices RATES = Choices.of("optimizer.lr", "3e-3", "1e-3", "0.01");

    private static String told(Choices from, String key, String value) {
        return new Tried(new Arm("arm", "job.yaml", Map.of()), Map.of(key, value), List.of()).told(from);
    }

    @Test
    void aRateAtTheEdgeOfItsGridIsMarkedAndOneWithinIsNot() {
        assertEquals("lr 0.01 (edge of its grid)", told(RATES, "optimizer.lr", "0.01"));
        assertEquals("lr 1e-3 (edge of its grid)", told(RATES, "optimizer.lr", "1e-3"));
        assertEquals("lr 3e-3", told(RATES, "optimizer.lr", "3e-3"));
    }

    @Test
    void wordsAndNumbersWithoutAChoiceHaveNoEdge() {
        assertEquals("model.norm none", told(Choices.of("model.norm", "none", "batch"), "model.norm", "none"));
        assertEquals("lr 1e-3", told(Choices.of("optimizer.lr", "1e-3"), "optimizer.lr", "1e-3"));
    }
}
