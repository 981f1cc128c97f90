package org.espalier.initializers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.testkit.PlainNewborn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes and shapes of what Kaiming, Xavier and orthogonal birth give. */
class PeersTest {
    private static final double ROOT = Math.sqrt(2);
    private static final Axis IN = Axis.fixed(Role.CONSUMES, 200);
    private static final Axis OUT = Axis.fixed(Role.PRODUCES, 50);

    private static Parameter drawn(Axis... axes) {
        return Parameter.trained("w", Init.normal(7), axes);
    }

    private static <S extends Record> Optional<float[]> born(Parameter parameter, Initializer<S> by, S settings) {
        return PlainNewborn.birth(parameter, Layout.of(List.of(parameter)), 3).offeredTo(by, settings);
    }

    private static Kaiming.Settings kaiming(Distribution from, Kaiming.Mode mode) {
        return new Kaiming.Settings(from, mode, ROOT);
    }

    static Stream<Arguments> sizes() {
        Axis taps = Axis.fixed(Role.SPATIAL, 3);
        return Stream.of(
                Arguments.of(drawn(IN, OUT), 200, 50),
                Arguments.of(drawn(OUT, IN), 200, 50),
                Arguments.of(drawn(Axis.fixed(Role.SHARED, 200), OUT), 200, 50),
                Arguments.of(drawn(IN, Axis.fixed(Role.SHARED, 50)), 200, 50),
                Arguments.of(drawn(IN, Axis.fixed(Role.BRANCH_END, 50)), 200, 50),
                Arguments.of(drawn(IN, Axis.fixed(Role.PRODUCES, 2).times(25).beside(3)), 200, 50),
                Arguments.of(drawn(OUT, Axis.fixed(Role.CONSUMES, 20), taps, taps), 180, 450));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void entriesAreAsLargeAsTheFansSay(Parameter parameter, int in, int out) {
        for (Distribution from : Distribution.values()) {
            assertSize(Math.sqrt(2.0 / in), born(parameter, new Kaiming(), kaiming(from, Kaiming.Mode.IN)));
            assertSize(Math.sqrt(2.0 / out), born(parameter, new Kaiming(), kaiming(from, Kaiming.Mode.OUT)));
            assertSize(3 * Math.sqrt(2.0 / (in + out)), born(parameter, new Xavier(), new Xavier.Settings(from, 3)));
        }
    }

    /** Nine thousand draws: mean within 5 of its standard deviations, standard deviation within 4 %. */
    private static void assertSize(double std, Optional<float[]> born) {
        double sum = 0;
        double squares = 0;
        for (float value : born.orElseThrow()) {
            sum += value;
            squares += value * value;
        }
        int n = born.get().length;
        assertTrue(Math.abs(sum / n) < 5 * std / Math.sqrt(n), "mean " + sum / n);
        assertEquals(std, Math.sqrt(squares / n), 0.04 * std);
    }

    @Test
    void uniformDrawsStayWithinTheirBound() {
        double bound = Math.sqrt(6.0 / 250);
        float most = 0;
        for (float value : born(drawn(IN, OUT), new Xavier(), new Xavier.Settings(Distribution.UNIFORM, 1))
                .orElseThrow()) {
            most = Math.max(most, Math.abs(value));
        }
        assertTrue(most <= bound && most > 0.99 * bound, most + " of " + bound);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(5, 9, 1, 1),
                Arguments.of(9, 5, 1, 1),
                Arguments.of(6, 6, 1, 1),
                Arguments.of(4, 3, 3, 1),
                Arguments.of(40, 3, 3, 1),
                Arguments.of(4, 6, 1, 3));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theShorterSideIsOrthogonalWithTheNormOfTheGain(int out, int in, int taps, int parallel) {
        Axis made = parallel == 1
                ? Axis.fixed(Role.PRODUCES, out)
                : Axis.fixed(Role.PRODUCES, out).beside(parallel);
        Parameter parameter = drawn(made, Axis.fixed(Role.CONSUMES, in), Axis.fixed(Role.SPATIAL, taps));
        float[] values =
                born(parameter, new Orthogonal(), new Orthogonal.Settings(2)).orElseThrow();
        int across = in * taps;
        boolean byRows = out <= across;
        int vectors = byRows ? out : across;
        for (int block = 0; block < parallel; block++) {
            for (int a = 0; a < vectors; a++) {
                for (int b = 0; b < vectors; b++) {
                    double dot = 0;
                    for (int k = 0; k < (byRows ? across : out); k++) {
                        int start = block * out * across;
                        float left = values[start + (byRows ? a * across + k : k * across + a)];
                        float right = values[start + (byRows ? b * across + k : k * across + b)];
                        dot += left * right;
                    }
                    assertEquals(a == b ? 4 : 0, dot, 1e-5, a + " · " + b);
                }
            }
        }
    }

    @Test
    void whatIsNoMatrixAndWhatTheLayoutDoesNotDrawIsTheLayouts() {
        Dim modes = Dim.of("modes", DimKind.MODES, 4, 8);
        for (Parameter left : List.of(
                Parameter.trained("bias", Init.uniform(1), Axis.fixed(Role.NORM, 4)),
                Parameter.trained("table", Init.normal(1), Axis.fixed(Role.SHARED, 4), Axis.fixed(Role.SHARED, 3)),
                drawn(Axis.of(Role.SPATIAL, modes), IN, OUT),
                Parameter.trained("u", Init.zero(), OUT, IN))) {
            assertEquals(Optional.empty(), born(left, new Kaiming(), kaiming(Distribution.NORMAL, Kaiming.Mode.IN)));
            assertEquals(Optional.empty(), born(left, new Xavier(), new Xavier.Settings(Distribution.NORMAL, 1)));
            assertEquals(Optional.empty(), born(left, new Orthogonal(), new Orthogonal.Settings(1)));
        }
    }

    private static Parameter growing(int out, int in) {
        return drawn(
                        Axis.of(Role.PRODUCES, Dim.of("out", DimKind.WIDTH, out, 64)),
                        Axis.of(Role.CONSUMES, Dim.of("in", DimKind.WIDTH, in, 64)))
                .silentAlong(Role.CONSUMES);
    }

    @Test
    void growthIsDrawnAndSilentWhereTheLayoutSaysSo() {
        for (Initializer<?> by : List.of(new Kaiming(), new Xavier(), new Orthogonal())) {
            float[] values = grown(by);
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 5; j++) {
                    float value = values[i * 5 + j];
                    if (j >= 3) {
                        assertEquals(0f, value, by + " at " + i + ", " + j);
                    } else if (i >= 2) {
                        assertNotEquals(0f, value, by + " at " + i + ", " + j);
                    }
                }
            }
        }
    }

    private static float[] grown(Initializer<?> by) {
        Parameter after = growing(4, 5);
        PlainNewborn newborn = PlainNewborn.growth(growing(2, 3), Layout.of(List.of(after)), new float[20], 1);
        if (by instanceof Kaiming kaiming) {
            return newborn.filledBy(kaiming, kaiming(Distribution.NORMAL, Kaiming.Mode.IN));
        }
        return by instanceof Xavier xavier
                ? newborn.filledBy(xavier, new Xavier.Settings(Distribution.NORMAL, 1))
                : newborn.filledBy((Orthogonal) by, new Orthogonal.Settings(1));
    }
}
