package org.espalier.host.growth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;

class SymmetricEigenvaluesTest {
    private static double[] ascending(double[][] a) {
        double[] values = SymmetricEigenvalues.valuesOf(RowSums.copy(a));
        Arrays.sort(values);
        return values;
    }

    private static double[][] drawn(int n, double decay) {
        RandomStream random = RandomStream.of(1, "symmetric");
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                a[i][j] = random.normal((long) i * n + j) * Math.pow(decay, i + j);
                a[j][i] = a[i][j];
            }
        }
        return a;
    }

    /** −1, 2, −1 beside the diagonal of n: 2 − 2·cos(π·k / (n + 1)). */
    @Test
    void theSecondDifferenceHasTheEigenvaluesThatFormulasGive() {
        int n = 50;
        double[][] a = new double[n][n];
        double[] expected = new double[n];
        for (int i = 0; i < n; i++) {
            a[i][i] = 2;
            if (i > 0) {
                a[i][i - 1] = -1;
                a[i - 1][i] = -1;
            }
            expected[i] = 2 - 2 * Math.cos(Math.PI * (i + 1) / (n + 1));
        }
        assertArrayEquals(expected, ascending(a), 1e-13);
    }

    /** Of order 64 and of the few orders at which there is nothing, or little, to make tridiagonal; graded as Gram matrices are. */
    @Test
    void vectorsAreOrthonormalAndTurnTheMatrixIntoItsValues() {
        for (int n : new int[] {0, 1, 2, 3, 64}) {
            for (double decay : new double[] {1, 0.8}) {
                double[][] a = drawn(n, decay);
                SymmetricEigenvalues eigen = SymmetricEigenvalues.of(RowSums.copy(a));
                double[][] vectors = eigen.vectors();
                double[][] inner = RowSums.congruence(vectors, a);
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        assertEquals(i == j ? 1 : 0, RowSums.dot(vectors[i], vectors[j], 0, n), 1e-13);
                        assertEquals(i == j ? eigen.values()[i] : 0, inner[i][j], 1e-12);
                    }
                }
                double[] values = eigen.values().clone();
                Arrays.sort(values);
                assertArrayEquals(values, ascending(a), 1e-13);
            }
        }
    }

    @Test
    void equalEigenvaluesZeroAndExtremeScalesAreNoTrouble() {
        assertArrayEquals(new double[4], ascending(new double[4][4]));
        double[][] ones = new double[6][6];
        Arrays.stream(ones).forEach(row -> Arrays.fill(row, 1e-200));
        assertArrayEquals(new double[] {0, 0, 0, 0, 0, 6e-200}, ascending(ones), 1e-214);
        double[][] large = {{0, 1e200}, {1e200, 0}};
        assertArrayEquals(new double[] {-1e200, 1e200}, ascending(large), 1e186);
        double[][] identity = new double[5][5];
        for (int i = 0; i < 5; i++) {
            identity[i][i] = 3;
        }
        assertArrayEquals(new double[] {3, 3, 3, 3, 3}, ascending(identity));
    }

    @Test
    void theRootOfAGramMatrixHasAsManyRowsAsItsRank() {
        // Two terms and their sums: rank 2 of 4.
        double[][] terms = {{3, 1, 0}, {0, 2, 5}, {3, 3, 5}, {6, 2, 0}};
        double[][] gram = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                gram[i][j] = RowSums.dot(terms[i], terms[j], 0, 3);
            }
        }
        double[][] root = new PivotedCholesky(RowSums.copy(gram), 1e-14).root();
        assertEquals(2, root.length);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                double sum = 0;
                for (double[] row : root) {
                    sum += row[i] * row[j];
                }
                assertEquals(gram[i][j], sum, 1e-13);
            }
        }
        assertEquals(0, new PivotedCholesky(new double[3][3], 1e-14).root().length);
    }
}
