package org.espalier.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.layers.testing.ReferenceLayers;
import org.junit.jupiter.api.Test;

class GeluTest {
    private static final int STEPS = 2_000_000;

    @Test
    void valueAndSlopeAreWithinAMillionthOfTheExactOnes() {
        float[] x = new float[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            x[i] = 24f * i / STEPS - 12f;
        }
        float[] y = new float[x.length];
        float[] slope = new float[x.length];
        Gelu.forward(x, y, slope, x.length);
        double worstValue = 0;
        double worstSlope = 0;
        for (int i = 0; i < x.length; i += 7) {
            worstValue = Math.max(worstValue, Math.abs(y[i] - x[i] * ReferenceLayers.cdf(x[i])));
            worstSlope = Math.max(worstSlope, Math.abs(slope[i] - ReferenceLayers.slope(x[i])));
        }
        assertTrue(worstValue < 1e-6, "value off by " + worstValue);
        assertTrue(worstSlope < 1e-6, "slope off by " + worstSlope);
    }

    @Test
    void farOutItIsZeroOrTheIdentity() {
        float[] x = {-1e30f, -1000f, -5.7f, 5.7f, 1000f, 1e30f};
        float[] y = new float[x.length];
        float[] slope = new float[x.length];
        Gelu.forward(x, y, slope, x.length);
        float[] expected = {0, 0, 0, 5.7f, 1000f, 1e30f};
        for (int i = 0; i < x.length; i++) {
            assertEquals(expected[i], y[i], 1e-6f * Math.abs(x[i]) * (i < 3 ? 0 : 1), "value at " + x[i]);
            assertEquals(i < 3 ? 0f : 1f, slope[i], 1e-6f, "slope at " + x[i]);
        }
    }

    @Test
    void withAndWithoutSlopesGiveTheSameBits() {
        float[] x = new float[Gelu.TILE];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i - 1000) / 150f;
        }
        float[] one = new float[x.length];
        float[] two = new float[x.length];
        Gelu.forward(x, one, x.length);
        Gelu.forward(x, two, new float[x.length], x.length);
        for (int i = 0; i < x.length; i++) {
            assertEquals(one[i], two[i], 0f);
        }
    }
}
