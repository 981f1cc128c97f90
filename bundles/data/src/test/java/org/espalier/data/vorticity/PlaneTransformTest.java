package org.espalier.data.vorticity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;

class PlaneTransformTest {
    private static final int N = 16;

    @Test
    void itAgreesWithTheSumThatDefinesIt() {
        double[] re = drawn(1);
        double[] im = drawn(2);
        double[] foundRe = re.clone();
        double[] foundIm = im.clone();
        new PlaneTransform(N).forward(foundRe, foundIm);
        for (int k = 0; k < N; k++) {
            for (int l = 0; l < N; l++) {
                double sumRe = 0;
                double sumIm = 0;
                for (int a = 0; a < N; a++) {
                    for (int b = 0; b < N; b++) {
                        double angle = -2 * Math.PI * (k * a + l * b) / N;
                        sumRe += re[a * N + b] * Math.cos(angle) - im[a * N + b] * Math.sin(angle);
                        sumIm += re[a * N + b] * Math.sin(angle) + im[a * N + b] * Math.cos(angle);
                    }
                }
                assertEquals(sumRe / N / N, foundRe[k * N + l], 1e-14);
                assertEquals(sumIm / N / N, foundIm[k * N + l], 1e-14);
            }
        }
    }

    @Test
    void thereAndBackIsTheSameField() {
        double[] re = drawn(3);
        double[] im = drawn(4);
        PlaneTransform transform = new PlaneTransform(N);
        double[] foundRe = re.clone();
        double[] foundIm = im.clone();
        transform.forward(foundRe, foundIm);
        transform.inverse(foundRe, foundIm);
        assertArrayEquals(re, foundRe, 1e-14);
        assertArrayEquals(im, foundIm, 1e-14);
    }

    @Test
    void sizesThatAreNoPowersOfTwoAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PlaneTransform(24));
        assertThrows(IllegalArgumentException.class, () -> new PlaneTransform(4));
    }

    private static double[] drawn(int seed) {
        RandomStream draws = RandomStream.of(seed, "plane");
        double[] values = new double[N * N];
        for (int i = 0; i < values.length; i++) {
            values[i] = draws.normal(i);
        }
        return values;
    }
}
