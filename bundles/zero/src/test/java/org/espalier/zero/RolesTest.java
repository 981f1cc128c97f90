package org.espalier.zero;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.plugin.SettingsException;
import org.espalier.testkit.PlainNewborn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which axis is which, and what that makes of a parameter. */
class RolesTest {
    private static final ZeroSettings RULE =
            new ZeroSettings(Scale.PAPER, Widening.HADAMARD, Kernel.CENTRE, Output.RULE, 0.02);

    private static final ZeroSettings NEIGHBOURS =
            new ZeroSettings(Scale.PAPER, Widening.HADAMARD, Kernel.NEIGHBOURS, Output.ZERO, 0.02);

    @ParameterizedTest
    @CsvSource({"4, 4", "3, 7", "7, 3", "8, 1"})
    void theOrderOfTheAxesIsOfNoAccount(int out, int in) {
        float[] plain = Born.first(Born.drawn(Axis.fixed(Role.PRODUCES, out), Axis.fixed(Role.CONSUMES, in)));
        float[] other = Born.first(Born.drawn(Axis.fixed(Role.CONSUMES, in), Axis.fixed(Role.PRODUCES, out)));
        float[] fromStream = Born.first(Born.drawn(Axis.fixed(Role.SHARED, in), Axis.fixed(Role.PRODUCES, out)));
        float[] intoStream = Born.first(Born.drawn(Axis.fixed(Role.CONSUMES, in), Axis.fixed(Role.SHARED, out)));
        for (int i = 0; i < out; i++) {
            for (int j = 0; j < in; j++) {
                assertEquals(plain[i * in + j], other[j * out + i]);
            }
        }
        assertArrayEquals(other, fromStream);
        assertArrayEquals(other, intoStream);
    }

    @Test
    void aKernelHasTheMatrixAtItsCentre() {
        Axis taps = Axis.fixed(Role.SPATIAL, 3);
        float[] matrix = Born.first(Born.drawn(Axis.fixed(Role.PRODUCES, 6), Axis.fixed(Role.CONSUMES, 4)));
        float[] kernel = Born.first(Born.drawn(
                Axis.fixed(Role.PRODUCES, 6), Axis.fixed(Role.CONSUMES, 4), taps, Axis.fixed(Role.SPATIAL, 5)));
        for (int at = 0; at < kernel.length; at++) {
            assertEquals(at % 15 == 7 ? matrix[at / 15] : 0, kernel[at]);
        }
        float[] tapsFirst =
                Born.first(Born.drawn(taps, taps, Axis.fixed(Role.CONSUMES, 4), Axis.fixed(Role.PRODUCES, 6)));
        assertEquals(matrix[5 * 4 + 3], tapsFirst[4 * 24 + 3 * 6 + 5]);
        assertEquals(0, tapsFirst[3 * 24 + 3 * 6 + 5]);
    }

    /** Sylvester's matrix over the unrolled kernel: a grey image's point makes sixteen channels of which no two are alike. */
    @Test
    void aKernelOverItsNeighboursHasTheNearestFirstAsInputsOfTheirOwn() {
        Axis taps = Axis.fixed(Role.SPATIAL, 3);
        float[] kernel = Born.first(
                Born.drawn(taps, taps, Axis.fixed(Role.CONSUMES, 1), Axis.fixed(Role.PRODUCES, 16)), NEIGHBOURS);
        int[] columns = {5, 1, 6, 2, 0, 3, 7, 4, 8};
        for (int tap = 0; tap < 9; tap++) {
            for (int out = 0; out < 16; out++) {
                float expected = (float) Math.pow(2, -1.5) * Entries.sign(out, columns[tap]);
                assertEquals(expected, kernel[tap * 16 + out], tap + ", " + out);
            }
        }
    }

    @Test
    void aKernelOverItsNeighboursHearsAsManyInputsAsItHasOutputsAndIsThePapersIfItDoesNotWiden() {
        Axis taps = Axis.fixed(Role.SPATIAL, 3);
        float[] kernel = Born.first(
                Born.drawn(taps, taps, Axis.fixed(Role.CONSUMES, 3), Axis.fixed(Role.PRODUCES, 4)), NEIGHBOURS);
        // The three inputs of the centre and the first of the point above it.
        for (int at = 0; at < kernel.length; at++) {
            int tap = at / 12;
            int column = tap == 4 ? at / 4 % 3 : tap == 1 && at / 4 % 3 == 0 ? 3 : -1;
            float expected = column < 0 ? 0 : (float) Math.sqrt(0.5) * Entries.sign(at % 4, column);
            assertEquals(expected, kernel[at], "entry " + at);
        }
        Parameter narrow = Born.drawn(taps, taps, Axis.fixed(Role.CONSUMES, 4), Axis.fixed(Role.PRODUCES, 4));
        assertArrayEquals(Born.first(narrow), Born.first(narrow, NEIGHBOURS));
    }

    @Test
    void aKernelWithoutACentreIsRefusedByName() {
        Parameter even = Parameter.trained(
                "stem.weight",
                Init.normal(1),
                Axis.fixed(Role.PRODUCES, 8),
                Axis.fixed(Role.CONSUMES, 3),
                Axis.fixed(Role.SPATIAL, 3),
                Axis.fixed(Role.SPATIAL, 2));
        String line = "init: zero — stem.weight is a kernel with a side of 2, which has no centre;"
                + " take odd sides or another initializer";
        assertEquals(
                line,
                assertThrows(SettingsException.class, () -> Born.first(even)).getMessage());
        Layout layout = Born.amongOthers(even);
        SettingsException before =
                assertThrows(SettingsException.class, () -> new Zero().check(layout, Born.PAPER), "before work starts");
        assertEquals(line, before.getMessage());
    }

    @Test
    void anEvenKernelThatIsZeroOrTheLayoutsNeedsNoCentre() {
        Axis taps = Axis.fixed(Role.SPATIAL, 2);
        Parameter end = Parameter.trained(
                "end", Init.normal(1), taps, Axis.fixed(Role.CONSUMES, 3), Axis.fixed(Role.BRANCH_END, 3));
        Parameter statistic = Parameter.statistic(
                "seen", Init.zero(), taps, Axis.fixed(Role.CONSUMES, 3), Axis.fixed(Role.PRODUCES, 3));
        new Zero().check(Born.amongOthers(end, statistic), Born.PAPER);
        assertArrayEquals(new float[18], Born.first(end));
    }

    /** A fixed transform follows it, and Hadamard on Hadamard would be the identity again. */
    @ParameterizedTest
    @EnumSource(Widening.class)
    void aMatrixThatTheLayoutBearsByItsStructureStaysThat(Widening widening) {
        ZeroSettings settings = new ZeroSettings(Scale.PAPER, widening, Kernel.CENTRE, Output.ZERO, 0.02);
        Axis in = Axis.fixed(Role.CONSUMES, 4);
        Axis out = Axis.fixed(Role.SHARED, 8);
        for (Init own : List.of(Init.identity(), Init.hadamard(0.25))) {
            assertEquals(Optional.empty(), Born.offered(Parameter.trained("shortcut", own, in, out), settings));
        }
        float[] drawn = Born.first(Parameter.trained("shortcut", Init.normal(1), in, out), settings);
        assertEquals(widening == Widening.HADAMARD ? -0.5f : 1f, drawn[8 + 1], "what it would draw is ruled");
    }

    @Test
    void whatEndsABranchIsZero() {
        assertArrayEquals(
                new float[12],
                Born.first(Born.drawn(Axis.fixed(Role.BRANCH_END, 3), Axis.fixed(Role.CONSUMES, 4)), RULE));
        assertArrayEquals(
                new float[72],
                Born.first(Born.drawn(
                        Axis.fixed(Role.BRANCH_END, 2),
                        Axis.fixed(Role.CONSUMES, 4),
                        Axis.fixed(Role.SPATIAL, 3),
                        Axis.fixed(Role.SPATIAL, 3))));
    }

    @Test
    void aSpectralWeightIsZero() {
        Dim modes = Dim.of("modes", DimKind.MODES, 3, 8);
        float[] values = Born.first(Born.drawn(
                Axis.fixed(Role.SPATIAL, 2).times(modes),
                Axis.of(Role.SPATIAL, modes),
                Axis.fixed(Role.SPATIAL, 2),
                Axis.fixed(Role.CONSUMES, 2),
                Axis.fixed(Role.PRODUCES, 2)));
        assertArrayEquals(new float[2 * 3 * 3 * 2 * 4], values);
    }

    @Test
    void theLastMatrixMakesTheOutputsAndIsZeroUnlessTheRuleIsWanted() {
        Parameter hidden =
                Parameter.trained("hidden", Init.normal(1), Axis.fixed(Role.CONSUMES, 4), Axis.fixed(Role.PRODUCES, 4));
        Parameter out =
                Parameter.trained("out", Init.normal(1), Axis.fixed(Role.CONSUMES, 4), Axis.fixed(Role.PRODUCES, 2));
        Parameter bias = Parameter.trained("out.bias", Init.normal(1), Axis.fixed(Role.NORM, 2));
        Layout layout = Layout.of(List.of(hidden, out, bias));
        assertArrayEquals(new float[8], PlainNewborn.birth(out, layout, 1).filledBy(new Zero(), Born.PAPER));
        assertArrayEquals(
                new float[] {1, 0, 0, 1, 0, 0, 0, 0},
                PlainNewborn.birth(out, layout, 1).filledBy(new Zero(), RULE));
        assertEquals(1, PlainNewborn.birth(hidden, layout, 1).filledBy(new Zero(), Born.PAPER)[5]);
    }

    @Test
    void aFactorOfAProductIsNoOutputThoughItStandsLast() {
        Dim rank = Dim.of("rank", DimKind.RANK, 2, 4);
        Parameter u = Parameter.trained("u", Init.zero(), Axis.fixed(Role.BRANCH_END, 4), Axis.of(Role.CONSUMES, rank));
        Parameter v =
                Parameter.trained("v", Init.orthonormal(), Axis.of(Role.PRODUCES, rank), Axis.fixed(Role.CONSUMES, 3));
        Layout layout = Layout.of(List.of(u, v));
        assertArrayEquals(new float[8], PlainNewborn.birth(u, layout, 1).filledBy(new Zero(), Born.PAPER));
        assertArrayEquals(
                new float[] {1, 0, 0, 0, 1, 0}, PlainNewborn.birth(v, layout, 1).filledBy(new Zero(), Born.PAPER));
    }

    @Test
    void queriesAreZeroAndKeysAndValuesEachAMatrixOfTheirOwn() {
        int width = 6;
        float[] fused = Born.first(Born.drawn(
                Axis.fixed(Role.SHARED, width),
                Axis.fixed(Role.PRODUCES, 2).times(3).beside(3)));
        for (int in = 0; in < width; in++) {
            for (int out = 0; out < 3 * width; out++) {
                assertEquals(out >= width && out % width == in ? 1 : 0, fused[in * 3 * width + out], in + ", " + out);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 6", "6, 6"})
    void whatHasNoTapsHasNoNeighboursAndQueriesStayZero(int in, int out) {
        Parameter fused = Born.drawn(
                Axis.fixed(Role.SHARED, in), Axis.fixed(Role.PRODUCES, out).beside(3));
        float[] born = Born.first(fused, NEIGHBOURS);
        assertArrayEquals(Born.first(fused), born);
        assertArrayEquals(new float[out], Arrays.copyOf(born, out), "the queries of the first input");
        assertEquals(out > in ? 0.5f : 1, born[out], "the first key");
    }

    @Test
    void neighboursWithoutAHadamardMatrixAreRefused() {
        SettingsException refused = assertThrows(
                SettingsException.class,
                () -> new ZeroSettings(Scale.PAPER, Widening.IDENTITY, Kernel.NEIGHBOURS, Output.ZERO, 0.02));
        assertEquals(
                "kernel: neighbours — it lays a Hadamard matrix over a kernel's taps, and widening: identity has none;"
                        + " take kernel: centre or widening: hadamard",
                refused.getMessage());
    }

    @Test
    void aTableHasTheSignsOfAHadamardMatrixAndNoRowsThatAreZero() {
        float[] table = Born.first(Born.drawn(Axis.fixed(Role.SHARED, 9), Axis.fixed(Role.SHARED, 4)));
        assertArrayEquals(new float[] {0.02f, -0.02f, -0.02f, 0.02f}, Arrays.copyOfRange(table, 12, 16));
        for (float value : table) {
            assertEquals(0.02f, Math.abs(value));
        }
    }

    @Test
    void gainsStayTheLayoutsAndWhatItWouldDrawIsZero() {
        Axis units = Axis.fixed(Role.NORM, 3);
        assertEquals(Optional.empty(), Born.offered(Parameter.trained("gain", Init.constant(1), units), RULE));
        assertEquals(Optional.empty(), Born.offered(Parameter.statistic("mean", Init.zero(), units), RULE));
        assertArrayEquals(new float[3], Born.first(Parameter.trained("bias", Init.uniform(1), units)));
        Axis stream = Axis.fixed(Role.SHARED, 4);
        assertArrayEquals(
                new float[8],
                Born.first(Parameter.trained("positions", Init.normal(1), Axis.fixed(Role.SPATIAL, 2), stream)));
        assertTrue(
                Born.offered(Parameter.trained("scalar", Init.normal(1)), RULE).isPresent());
    }

    @Test
    void aFrozenMatrixIsBornLikeALearningOne() {
        float[] frozen = Born.first(
                Parameter.frozen("w0", Init.normal(1), Axis.fixed(Role.PRODUCES, 5), Axis.fixed(Role.CONSUMES, 3)));
        assertArrayEquals(Born.first(Born.drawn(Axis.fixed(Role.PRODUCES, 5), Axis.fixed(Role.CONSUMES, 3))), frozen);
    }
}
