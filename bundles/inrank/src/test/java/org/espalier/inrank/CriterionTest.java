package org.espalier.inrank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;

class CriterionTest {
    @Test
    void energyIsTheShareOfTheSquares() {
        double[] energy = {6, 2, 1.5, 0.5};
        assertEquals(0, Criterion.ENERGY.explained(energy, 0, 20));
        assertEquals(0.6, Criterion.ENERGY.explained(energy, 1, 20), 1e-15);
        assertEquals(0.95, Criterion.ENERGY.explained(energy, 3, 20), 1e-15);
        assertEquals(1, Criterion.ENERGY.explained(energy, 4, 20));
    }

    /** Its formula as it stands in the released code: variances of vectors whose first entries are set to zero. */
    @Test
    void theVarianceRatioIsThatOfTheWholeVectorOfSingularValues() {
        RandomStream random = RandomStream.of(1, "values");
        double[] values = new double[20];
        for (int i = 0; i < 7; i++) {
            values[i] = Math.abs(random.normal(i));
        }
        Arrays.sort(values);
        double[] s = new double[20];
        Arrays.setAll(s, i -> values[19 - i]);
        double[] energy = new double[7];
        Arrays.setAll(energy, i -> s[i] * s[i]);
        for (int leading = 0; leading <= 7; leading++) {
            double[] tail = s.clone();
            Arrays.fill(tail, 0, leading, 0);
            double expected = 1 - variance(tail) / variance(s);
            assertEquals(expected, Criterion.REFERENCE_VARIANCE.explained(energy, leading, 20), 1e-12);
        }
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }

    @Test
    void theVarianceRatioDependsOnTheSizeOfTheMatrix() {
        double[] energy = {4, 1, 1};
        double small = Criterion.REFERENCE_VARIANCE.explained(energy, 1, 3);
        double large = Criterion.REFERENCE_VARIANCE.explained(energy, 1, 300);
        assertTrue(Math.abs(small - large) > 0.01, small + " and " + large);
        assertEquals(Criterion.ENERGY.explained(energy, 1, 3), Criterion.ENERGY.explained(energy, 1, 300));
    }

    @Test
    void whereThereIsNothingToExplainAllOfItIs() {
        for (Criterion criterion : Criterion.values()) {
            assertEquals(1, criterion.explained(new double[5], 2, 20), criterion.toString());
        }
        // As many equal values as the matrix has vary by rounding alone.
        assertEquals(1, Criterion.REFERENCE_VARIANCE.explained(new double[] {0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3}, 2, 7));
    }
}
