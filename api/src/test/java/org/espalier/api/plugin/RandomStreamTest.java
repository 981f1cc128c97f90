package org.espalier.api.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    private static final RandomStream STREAM = RandomStream.of(1, "order");

    @Test
    void drawsFollowFromSeedNameStepAndIndexAlone() {
        assertEquals(STREAM.at(3).bits(7), RandomStream.of(1, "order").at(3).bits(7));
        Set<Long> seen = new HashSet<>();
        for (long seed = 0; seed < 4; seed++) {
            for (String name : new String[] {"", "order", "ordes", "redro"}) {
                for (long step = 0; step < 10; step++) {
                    for (long index = 0; index < 100; index++) {
                        assertTrue(seen.add(RandomStream.of(seed, name).at(step).bits(index)));
                    }
                }
            }
        }
        assertNotEquals(STREAM.bits(0), STREAM.at(0).bits(0));
    }

    @Test
    void theseBitsAreForEver() {
        // Checkpoints and caches of released versions depend on them: a change here is an incompatible change.
        assertEquals(6528866354679736469L, RandomStream.of(2026, "golden").at(5).bits(11));
    }

    @Test
    void uniformNumbersFillTheirIntervalEvenly() {
        int[] counts = new int[16];
        double sum = 0;
        for (int i = 0; i < 160_000; i++) {
            double u = STREAM.uniform(i);
            assertTrue(u >= 0 && u < 1);
            counts[(int) (u * 16)]++;
            sum += u;
        }
        assertEquals(0.5, sum / 160_000, 0.003);
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - 10_000.0) * (count - 10_000) / 10_000;
        }
        assertTrue(chiSquare < 40, "chi-square with 15 degrees of freedom is " + chiSquare);
    }

    @Test
    void normalNumbersHaveTheirMoments() {
        double[] moments = new double[4];
        int n = 200_000;
        for (int i = 0; i < n; i++) {
            double x = STREAM.normal(i);
            for (int k = 0; k < 4; k++) {
                moments[k] += Math.pow(x, k + 1) / n;
            }
        }
        assertEquals(0, moments[0], 0.01);
        assertEquals(1, moments[1], 0.015);
        assertEquals(0, moments[2], 0.03);
        assertEquals(3, moments[3], 0.08);
    }

    @Test
    void integersLieBelowTheirBound() {
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[STREAM.integer(i, 7)]++;
        }
        for (int count : counts) {
            assertEquals(10_000, count, 400);
        }
        assertTrue(STREAM.integer(1, Integer.MAX_VALUE) >= 0);
        assertEquals(0, STREAM.integer(5, 1));
        assertThrows(IllegalArgumentException.class, () -> STREAM.integer(0, 0));
    }
}
