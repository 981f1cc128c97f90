package org.espalier.host.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;

class SamplingTest {
    private static final float[] SCORES = {9, 9, 0, 1, 2, 2, -3, 9};
    private static final int FROM = 2;
    private static final int COUNT = 5;

    private static double[] frequencies(Sampling sampling) {
        double[] counts = new double[COUNT];
        RandomStream draws = RandomStream.of(1, "sampling");
        int many = 40_000;
        for (int i = 0; i < many; i++) counts[sampling.draw(SCORES, FROM, COUNT, draws.uniform(i))] += 1.0 / many;
        return counts;
    }

    private static double[] probabilities(double temperature, int... kept) {
        double[] weights = new double[COUNT];
        for (int i : kept) weights[i] = Math.exp(SCORES[FROM + i] / temperature);
        double sum = IntStream.range(0, COUNT).mapToDouble(i -> weights[i]).sum();
        for (int i = 0; i < COUNT; i++) weights[i] /= sum;
        return weights;
    }

    @Test
    void tokensComeAsOftenAsTheirScoresSay() {
        assertArrayEquals(probabilities(1, 0, 1, 2, 3, 4), frequencies(new Sampling(1, 0)), 0.01);
        assertArrayEquals(probabilities(0.5, 0, 1, 2, 3, 4), frequencies(new Sampling(0.5, 0)), 0.01);
        assertArrayEquals(probabilities(3, 0, 1, 2, 3, 4), frequencies(new Sampling(3, 99)), 0.01);
    }

    /** Of two that are equal the first is kept. */
    @Test
    void amongTheLikeliestAloneIfSoWished() {
        assertArrayEquals(probabilities(1, 1, 2, 3), frequencies(new Sampling(1, 3)), 0.01);
        assertArrayEquals(probabilities(1, 2, 3), frequencies(new Sampling(1, 2)), 0.01);
        assertArrayEquals(new double[] {0, 0, 1, 0, 0}, frequencies(new Sampling(1, 1)), 1e-9);
    }

    @Test
    void atTemperatureZeroTheFirstOfTheLikeliestIsTaken() {
        assertArrayEquals(new double[] {0, 0, 1, 0, 0}, frequencies(new Sampling(0, 0)), 1e-9);
        assertArrayEquals(new double[] {0, 0, 0.5, 0.5, 0}, frequencies(new Sampling(1e-300, 0)), 0.01);
    }

    @Test
    void theEndsOfTheRandomNumbersAreTokensToo() {
        float[] even = {1, 1, 1};
        assertEquals(0, new Sampling(1, 0).draw(even, 0, 3, 0));
        assertEquals(2, new Sampling(1, 0).draw(even, 0, 3, Math.nextDown(1.0)));
        float[] steep = {0, -2000};
        assertEquals(0, new Sampling(1, 0).draw(steep, 0, 2, Math.nextDown(1.0)), "the second has no chance");
    }

    @Test
    void scoresThatAreNoNumbersAreTold() {
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertEquals(-1, new Sampling(0, 0).draw(new float[] {1, wrong}, 0, 2, 0.5));
        }
        assertTrue(new Sampling(1, 0).draw(new float[] {Float.NaN, 1, 2}, 1, 2, 0.5) >= 0, "before the scores");
    }
}
