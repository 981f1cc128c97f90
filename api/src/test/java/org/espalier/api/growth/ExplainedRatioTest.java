package org.espalier.api.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExplainedRatioTest {
    private static final double[] SPECTRUM = {8, 1, 0.5, 0.5};

    @Test
    void theRatioIsTheLeadingShareOfTheEnergy() {
        assertEquals(0, ExplainedRatio.of(SPECTRUM, 0));
        assertEquals(0.8, ExplainedRatio.of(SPECTRUM, 1), 1e-15);
        assertEquals(1, ExplainedRatio.of(SPECTRUM, 4));
        assertEquals(1, ExplainedRatio.of(SPECTRUM, 9));
    }

    @Test
    void aSpectrumOfZeroHasNothingLeftToExplain() {
        assertEquals(1, ExplainedRatio.of(new double[3], 1));
        assertEquals(2, ExplainedRatio.leading(new double[3], 2, 0.99));
        assertEquals(1, ExplainedRatio.of(new double[0], 0));
    }

    @Test
    void leadingEntriesAreTheFewestThatExplainEnoughAndNeverFewerThanBefore() {
        assertEquals(1, ExplainedRatio.leading(SPECTRUM, 0, 0.8));
        assertEquals(2, ExplainedRatio.leading(SPECTRUM, 0, 0.81));
        assertEquals(3, ExplainedRatio.leading(SPECTRUM, 3, 0.5));
        assertEquals(4, ExplainedRatio.leading(SPECTRUM, 0, 1.1));
        assertEquals(6, ExplainedRatio.leading(SPECTRUM, 6, 0.5));
    }

    @Test
    void aSpectrumWithNaNIsNoReasonToGrow() {
        double[] broken = {1, Double.NaN, 1, 1};
        assertEquals(Double.NaN, ExplainedRatio.of(broken, 1));
        assertEquals(2, ExplainedRatio.leading(broken, 2, 0.5));
    }
}
