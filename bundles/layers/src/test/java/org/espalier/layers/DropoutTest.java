package org.espalier.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final RandomStream RANDOM = RandomStream.of(1, "dropout");

    private static float[] ones(int n) {
        float[] ones = new float[n];
        Arrays.fill(ones, 1f);
        return ones;
    }

    private static Dropout of(double rate, RandomStream random, boolean training) {
        Dropout dropout = new Dropout(rate);
        dropout.begin(random, training);
        return dropout;
    }

    @Test
    void thatShareIsDroppedAndTheMeanStays() {
        float[] values = ones(400_000);
        of(0.1, RANDOM, true).apply(0, values, 0, values.length);
        int dropped = 0;
        double sum = 0;
        for (float value : values) {
            dropped += value == 0 ? 1 : 0;
            sum += value;
            assertTrue(value == 0 || Math.abs(value - 1 / 0.9) < 1e-4, () -> "a value of " + value);
        }
        assertEquals(0.1, dropped / 400_000.0, 0.002);
        assertEquals(1, sum / 400_000, 0.003);
    }

    @Test
    void whatStaysFollowsFromStreamAndPlaceAlone() {
        float[] whole = ones(1003);
        of(0.5, RANDOM, true).apply(0, whole, 0, 1003);
        float[] parts = ones(1003);
        Dropout dropout = of(0.5, RANDOM, true);
        dropout.apply(601, parts, 601, 1003);
        dropout.apply(600, parts, 600, 601);
        dropout.apply(0, parts, 0, 598);
        dropout.apply(598, parts, 598, 600);
        assertArrayEquals(whole, parts);
        float[] other = ones(1003);
        of(0.5, RANDOM.at(1), true).apply(0, other, 0, 1003);
        assertFalse(Arrays.equals(whole, other));
    }

    @Test
    void nothingIsDroppedOutOfTrainingOrAtARateOfZero() {
        assertFalse(of(0.5, RANDOM, false).active());
        assertFalse(of(0, RANDOM, true).active());
        assertTrue(of(0.5, RANDOM, true).active());
        assertThrows(IllegalArgumentException.class, () -> new Dropout(1));
        assertThrows(IllegalArgumentException.class, () -> new Dropout(Double.NaN));
    }
}
