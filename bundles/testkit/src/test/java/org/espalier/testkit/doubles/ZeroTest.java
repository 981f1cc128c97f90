package org.espalier.testkit.doubles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.testkit.PlainNewborn;
import org.junit.jupiter.api.Test;

class ZeroTest {
    private static final Zero.Settings PAPER = new Zero.Settings(Math.sqrt(2));

    private static Parameter matrix(Role out, int p, int q) {
        return Parameter.trained("w", Init.normal(1), Axis.fixed(out, p), Axis.fixed(Role.CONSUMES, q));
    }

    private static float[] born(Parameter parameter, long seed) {
        return PlainNewborn.birth(parameter, Layout.of(parameter), seed).filledBy(new Zero(), PAPER);
    }

    @Test
    void squareIsIdentityAndNarrowingIsPartialIdentity() {
        assertArrayEquals(new float[] {1, 0, 0, 1}, born(matrix(Role.PRODUCES, 2, 2), 1));
        assertArrayEquals(new float[] {1, 0, 0, 0, 1, 0}, born(matrix(Role.PRODUCES, 2, 3), 1));
    }

    @Test
    void wideningIsTheTopLeftBlockOfSylvestersHadamardMatrix() {
        int p = 6;
        int q = 3;
        // H_3 by its recursion, scaled by 2^(−(3 − 1)/2).
        double[][] h = {{0.5}};
        for (int m = 0; m < 3; m++) {
            double[][] next = new double[2 * h.length][2 * h.length];
            for (int i = 0; i < next.length; i++) {
                for (int j = 0; j < next.length; j++) {
                    double sign = i >= h.length && j >= h.length ? -1 : 1;
                    next[i][j] = sign * h[i % h.length][j % h.length];
                }
            }
            h = next;
        }
        float[] values = born(matrix(Role.PRODUCES, p, q), 1);
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < q; j++) {
                assertEquals(h[i][j], values[i * q + j], 1e-7, i + ", " + j);
            }
        }
    }

    @Test
    void theEndOfABranchIsZero() {
        assertArrayEquals(new float[6], born(matrix(Role.BRANCH_END, 3, 2), 1));
    }

    @Test
    void aConvolutionIsThatMatrixAtItsCentre() {
        Parameter kernel = Parameter.trained(
                "k",
                Init.normal(1),
                Axis.fixed(Role.PRODUCES, 2),
                Axis.fixed(Role.CONSUMES, 2),
                Axis.fixed(Role.SPATIAL, 3),
                Axis.fixed(Role.SPATIAL, 3));
        float[] expected = new float[36];
        expected[4] = 1;
        expected[27 + 4] = 1;
        assertArrayEquals(expected, born(kernel, 1));
    }

    @Test
    void rolesNotOrderTellOutputsFromInputs() {
        Parameter transposed =
                Parameter.trained("w", Init.normal(1), Axis.fixed(Role.CONSUMES, 2), Axis.fixed(Role.PRODUCES, 4));
        float[] plain = born(matrix(Role.PRODUCES, 4, 2), 1);
        float[] other = born(transposed, 1);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 2; j++) {
                assertEquals(plain[i * 2 + j], other[j * 4 + i]);
            }
        }
        Parameter fromStream =
                Parameter.trained("w", Init.normal(1), Axis.fixed(Role.PRODUCES, 4), Axis.fixed(Role.SHARED, 2));
        assertArrayEquals(plain, born(fromStream, 1));
    }

    @Test
    void noSeedMatters() {
        for (int p = 1; p < 9; p++) {
            assertArrayEquals(born(matrix(Role.PRODUCES, p, 4), 1), born(matrix(Role.PRODUCES, p, 4), 99));
        }
    }

    @Test
    void whatIsNoMatrixIsLeftToTheLayout() {
        BatchNormMlp mlp = new BatchNormMlp(3, 4, 8, 2);
        Layout layout = mlp.layout(mlp.dims());
        SpectralStack spectral = new SpectralStack(1, 4, 6, 3);
        Layout modes = spectral.layout(spectral.dims());
        for (String name : new String[] {"norm.gain", "norm.shift", "norm.mean", "norm.variance", "out.bias"}) {
            assertLeft(layout, name);
        }
        assertLeft(modes, "layer0.spectral");
        TiedEmbedding tied = new TiedEmbedding(10, 4, 6);
        assertLeft(tied.layout(tied.dims()), "embedding");
    }

    private static void assertLeft(Layout layout, String name) {
        var newborn = PlainNewborn.birth(layout.get(name), layout, 1);
        assertEquals(
                name + " is left to the layout",
                assertThrows(IllegalStateException.class, () -> newborn.filledBy(new Zero(), PAPER))
                        .getMessage());
    }

    @Test
    void afterSomebodyElsesGrowthOnlyTheNewbornFollowTheClosedForm() {
        BatchNormMlp small = new BatchNormMlp(8, 3, 6, 2);
        Layout before = small.layout(small.dims());
        Layout after = small.layout(small.dims().with(small.dims().get("hidden").withSize(5)));
        float[] learned = new float[5 * 8];
        for (int i = 0; i < 3 * 8; i++) {
            learned[i] = 7 + i;
        }
        float[] filled =
                PlainNewborn.growth(before.get("in.weight"), after, learned, 1).filledBy(new Zero(), PAPER);
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 8; column++) {
                float expected = row < 3 ? learned[row * 8 + column] : row == column ? 1 : 0;
                assertEquals(expected, filled[row * 8 + column]);
            }
        }
        // Narrowing to 2 outputs: the new columns are beyond the partial identity, so the function is kept.
        float[] out = PlainNewborn.growth(
                        before.get("out.weight"), after, new float[] {1, 2, 3, 9, 9, 4, 5, 6, 9, 9}, 1)
                .filledBy(new Zero(), PAPER);
        assertArrayEquals(new float[] {1, 2, 3, 0, 0, 4, 5, 6, 0, 0}, out);
    }

    @Test
    void aLowRankUpdateStaysZeroUnderZerO() {
        LowRankLayer layer = new LowRankLayer(6, 6, 3);
        Layout layout = layer.layout(layer.dims());
        assertArrayEquals(
                new float[18],
                PlainNewborn.birth(layout.get("layer.u"), layout, 1).filledBy(new Zero(), PAPER));
        float[] v = PlainNewborn.birth(layout.get("layer.v"), layout, 1).filledBy(new Zero(), PAPER);
        assertEquals(1, v[0]);
        assertEquals(1, v[6 + 1]);
    }
}
