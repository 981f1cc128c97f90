package org.espalier.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.testkit.model.Numbers;
import org.junit.jupiter.api.Test;

class SoftmaxTest {
    @Test
    void theExponentialIsRightWithinAMillionthOfOne() {
        int n = 4000;
        float[] x = new float[n];
        for (int i = 0; i < n; i++) x[i] = 3 - 0.03f * i;
        float[] y = x.clone();
        Softmax.exp(y, 0, n, 3f);
        for (int i = 0; i < n; i++) {
            double exact = Math.exp((double) x[i] - 3);
            assertTrue(y[i] >= 0 && Math.abs(y[i] - exact) < 1e-6, x[i] + ": " + y[i] + ", not " + exact);
        }
        assertEquals(1f, y[0]);
    }

    @Test
    void aRowOfWeightsIsThatOfTheDefinitionAndWhatIsNotSeenHasNone() {
        float[] scores = Numbers.normal("scores", 40, 3);
        float[] row = scores.clone();
        Softmax.forward(row, 5, 30, 40);
        double sum = 0;
        for (int i = 5; i < 30; i++) sum += Math.exp(scores[i]);
        for (int i = 0; i < 40; i++) {
            double expected = i < 5 ? scores[i] : i < 30 ? Math.exp(scores[i]) / sum : 0;
            assertEquals(expected, row[i], 1e-6);
        }
    }

    @Test
    void hugeScoresDoNotOverflowAndNaNDoesNotHide() {
        float[] row = {3e38f, -3e38f, Float.NEGATIVE_INFINITY, 3e38f};
        Softmax.forward(row, 0, 4, 4);
        assertArrayEquals(new float[] {0.5f, 0, 0, 0.5f}, row);
        float[] wrong = {1, Float.NaN, 2};
        Softmax.forward(wrong, 0, 3, 3);
        assertTrue(Float.isNaN(wrong[0]) && Float.isNaN(wrong[1]) && Float.isNaN(wrong[2]));
    }
}
