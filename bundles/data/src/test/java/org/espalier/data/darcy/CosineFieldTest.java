package org.espalier.data.darcy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;

class CosineFieldTest {
    private static final RandomStream DRAWS = RandomStream.of(11, "field");

    @Test
    void meanVarianceAndCovarianceAreThoseOfTheory() {
        int cells = 12;
        int samples = 6000;
        CosineField field = new CosineField(cells);
        double[] values = new double[13 * 13];
        int[] nodes = {0, 6 * 13 + 6, 3 * 13 + 9, 12 * 13 + 4};
        double[] sum = new double[nodes.length];
        double[][] products = new double[nodes.length][nodes.length];
        for (int s = 0; s < samples; s++) {
            field.draw(DRAWS.at(s), values);
            for (int p = 0; p < nodes.length; p++) {
                sum[p] += values[nodes[p]];
                for (int q = 0; q < nodes.length; q++) {
                    products[p][q] += values[nodes[p]] * values[nodes[q]];
                }
            }
        }
        for (int p = 0; p < nodes.length; p++) {
            double variance = covariance(cells, nodes[p], nodes[p]);
            // Four standard errors: of a mean, of a mean of products of two Gaussians.
            assertEquals(0, sum[p] / samples, 4 * Math.sqrt(variance / samples));
            for (int q = 0; q < nodes.length; q++) {
                double expected = covariance(cells, nodes[p], nodes[q]);
                double other = covariance(cells, nodes[q], nodes[q]);
                double error = Math.sqrt((variance * other + expected * expected) / samples);
                assertEquals(expected, products[p][q] / samples, 4 * error, "nodes " + p + " and " + q);
            }
        }
    }

    /** Σ λ²_kl e_k(x) e_l(y) e_k(x') e_l(y') with λ² = 9 (π²(k² + l²) + 9)^−2, written out anew. */
    private static double covariance(int cells, int node, int other) {
        double sum = 0;
        for (int k = 0; k < cells; k++) {
            for (int l = 0; l < cells; l++) {
                double eigenvalue = k + l == 0 ? 0 : 9 / Math.pow(Math.PI * Math.PI * (k * k + l * l) + 9, 2);
                sum += eigenvalue
                        * basis(k, node / 13, cells)
                        * basis(l, node % 13, cells)
                        * basis(k, other / 13, cells)
                        * basis(l, other % 13, cells);
            }
        }
        return sum;
    }

    private static double basis(int k, int i, int cells) {
        return k == 0 ? 1 : Math.sqrt(2) * Math.cos(Math.PI * k * i / cells);
    }

    @Test
    void everyFieldHasZeroMeanOverTheSquare() {
        int cells = 16;
        double[] values = new double[17 * 17];
        new CosineField(cells).draw(DRAWS, values);
        double mean = 0;
        for (int i = 0; i <= cells; i++) {
            for (int j = 0; j <= cells; j++) {
                double weight = (i % cells == 0 ? 0.5 : 1) * (j % cells == 0 ? 0.5 : 1) / (cells * cells);
                mean += weight * values[i * 17 + j];
            }
        }
        assertEquals(0, mean, 1e-14);
    }

    @Test
    void aFinerGridSeesTheSameFieldWithMoreModes() {
        double[] coarse = new double[33 * 33];
        double[] fine = new double[65 * 65];
        new CosineField(32).draw(DRAWS, coarse);
        new CosineField(64).draw(DRAWS, fine);
        double difference = 0;
        double norm = 0;
        for (int i = 0; i <= 32; i++) {
            for (int j = 0; j <= 32; j++) {
                difference += Math.pow(fine[2 * i * 65 + 2 * j] - coarse[i * 33 + j], 2);
                norm += Math.pow(coarse[i * 33 + j], 2);
            }
        }
        assertTrue(difference > 0 && difference < 0.01 * norm, difference + " of " + norm);
    }

    @Test
    void shellsNumberEveryPairOnceAndInnerPairsFirst() {
        Set<Long> numbers = new HashSet<>();
        for (int k = 0; k < 20; k++) {
            for (int l = 0; l < 20; l++) {
                long number = CosineField.shell(k, l);
                assertTrue(number >= 0 && number < 400 && numbers.add(number));
            }
        }
        assertEquals(400, numbers.size());
        assertEquals(0, CosineField.shell(0, 0));
    }
}
