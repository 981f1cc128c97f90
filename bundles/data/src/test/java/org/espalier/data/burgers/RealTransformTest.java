package org.espalier.data.burgers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealTransformTest {
    @ParameterizedTest
    @ValueSource(ints = {4, 8, 64, 256})
    void itIsTheDefinitionsSumAndItsInverse(int n) {
        double[] x = new double[n];
        for (int j = 0; j < n; j++) {
            x[j] = RandomStream.of(1, "x").normal(j);
        }
        double[] re = new double[n / 2 + 1];
        double[] im = new double[n / 2 + 1];
        RealTransform transform = new RealTransform(n);
        transform.forward(x, re, im);
        for (int k = 0; k <= n / 2; k++) {
            double sumRe = 0;
            double sumIm = 0;
            for (int j = 0; j < n; j++) {
                double angle = 2 * Math.PI * ((long) j * k % n) / n;
                sumRe += x[j] * Math.cos(angle) / n;
                sumIm -= x[j] * Math.sin(angle) / n;
            }
            assertEquals(sumRe, re[k], 1e-14);
            assertEquals(sumIm, im[k], 1e-14);
        }
        double[] back = new double[n];
        transform.inverse(re, im, back);
        assertArrayEquals(x, back, 1e-13);
    }

    @ParameterizedTest
    @ValueSource(ints = {-8, 0, 1, 2, 12})
    void otherLengthsAreRefused(int n) {
        assertThrows(IllegalArgumentException.class, () -> new RealTransform(n));
    }

    @Test
    void coefficientsDoNotDependOnTheGrid() {
        for (int n = 16; n <= 64; n *= 2) {
            double[] x = new double[n];
            for (int j = 0; j < n; j++) {
                x[j] = 2 + 3 * Math.cos(2 * Math.PI * 5 * j / n) + 4 * Math.sin(2 * Math.PI * 5 * j / n);
            }
            double[] re = new double[n / 2 + 1];
            double[] im = new double[n / 2 + 1];
            new RealTransform(n).forward(x, re, im);
            assertEquals(2, re[0], 1e-14);
            assertEquals(1.5, re[5], 1e-14);
            assertEquals(-2, im[5], 1e-14);
        }
    }
}
