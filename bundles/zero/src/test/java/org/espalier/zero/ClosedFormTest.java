package org.espalier.zero;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entries against Algorithm 1 as it is written: c · I* · H_m · I*, with H_m by its recursion. */
class ClosedFormTest {
    private static final int[] LARGE = {31, 32, 33, 64, 100, 128, 300, 512};

    @ParameterizedTest
    @EnumSource(Scale.class)
    void everyShapeHasTheValuesOfTheTripleProduct(Scale scale) {
        for (int p = 1; p <= 20; p++) {
            for (int q = 1; q <= 20; q++) {
                check(p, q, scale);
            }
        }
        for (int p : LARGE) {
            check(p, 1, scale);
            check(p, p / 2, scale);
            check(p, p - 1, scale);
            check(p, p, scale);
            check(p, p + 1, scale);
        }
    }

    private static void check(int p, int q, Scale scale) {
        ZeroSettings settings = new ZeroSettings(scale, Widening.HADAMARD, Kernel.CENTRE, Output.ZERO, 0.02);
        float[] values = Born.first(Born.drawn(Axis.fixed(Role.PRODUCES, p), Axis.fixed(Role.CONSUMES, q)), settings);
        double[][] expected = algorithm1(p, q, scale);
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < q; j++) {
                assertEquals((float) expected[i][j], values[i * q + j], p + " × " + q + " at " + i + ", " + j);
            }
        }
    }

    private static double[][] algorithm1(int p, int q, Scale scale) {
        if (p <= q) {
            return identity(p, q);
        }
        int m = 0;
        while (1 << m < p) {
            m++;
        }
        double c = StrictMath.pow(2, scale == Scale.PAPER ? -(m - 1) / 2.0 : -m / 2.0);
        double[][] product = times(times(identity(p, 1 << m), hadamard(m)), identity(1 << m, q));
        for (double[] row : product) {
            for (int j = 0; j < q; j++) {
                row[j] *= c;
            }
        }
        return product;
    }

    private static double[][] identity(int p, int q) {
        double[][] partial = new double[p][q];
        for (int i = 0; i < Math.min(p, q); i++) {
            partial[i][i] = 1;
        }
        return partial;
    }

    private static double[][] hadamard(int m) {
        if (m == 0) {
            return new double[][] {{1}};
        }
        double[][] half = hadamard(m - 1);
        int n = half.length;
        double[][] whole = new double[2 * n][2 * n];
        for (int i = 0; i < 2 * n; i++) {
            for (int j = 0; j < 2 * n; j++) {
                whole[i][j] = (i >= n && j >= n ? -1 : 1) * half[i % n][j % n];
            }
        }
        return whole;
    }

    private static double[][] times(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; a[i][k] != 0 && j < b[0].length; j++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    @Test
    void columnsOfAPowerOfTwoHaveTheNormThatTheScaleSays() {
        assertEquals(Math.sqrt(2), norm(64, 10, Scale.PAPER), 1e-6);
        assertEquals(1, norm(64, 10, Scale.NOTEBOOK), 1e-6);
    }

    private static double norm(int p, int q, Scale scale) {
        ZeroSettings settings = new ZeroSettings(scale, Widening.HADAMARD, Kernel.CENTRE, Output.ZERO, 0.02);
        float[] values = Born.first(Born.drawn(Axis.fixed(Role.PRODUCES, p), Axis.fixed(Role.CONSUMES, q)), settings);
        double squares = 0;
        for (int i = 0; i < p; i++) {
            squares += values[i * q] * values[i * q];
        }
        return Math.sqrt(squares);
    }

    @Test
    void theDegeneratePeerIsAPartialIdentityInEveryShape() {
        ZeroSettings settings = new ZeroSettings(Scale.PAPER, Widening.IDENTITY, Kernel.CENTRE, Output.ZERO, 0.02);
        for (int p = 1; p < 9; p++) {
            float[] values =
                    Born.first(Born.drawn(Axis.fixed(Role.PRODUCES, p), Axis.fixed(Role.CONSUMES, 4)), settings);
            for (int at = 0; at < values.length; at++) {
                assertEquals(at / 4 == at % 4 ? 1 : 0, values[at]);
            }
        }
    }
}
