package org.espalier.host.growth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.growth.Role;
import org.espalier.host.plugins.BoundInitializer;
import org.junit.jupiter.api.Test;

class BirthsTest {
    private static Parameter matrix(int width, Init init) {
        Dim dim = Dim.of("width", DimKind.WIDTH, width, 99);
        return Parameter.trained("w", init, Axis.of(Role.PRODUCES, dim), Axis.fixed(Role.CONSUMES, 6));
    }

    private static float[] born(Parameter parameter, long revision, Map<String, Init> inits) {
        float[] values = new float[parameter.length()];
        new Births(1, Optional.empty())
                .fill(parameter, Layout.of(parameter), Region.all(parameter), values, inits, revision);
        return values;
    }

    @Test
    void newRowsAreOrthonormalToOneAnotherAndToTheOldOnes() {
        Parameter two = matrix(2, Init.orthonormal());
        Parameter five = matrix(5, Init.orthonormal());
        float[] values = new float[5 * 6];
        System.arraycopy(born(two, 0, Map.of()), 0, values, 0, 12);
        float[] old = Arrays.copyOf(values, 12);
        new Births(1, Optional.empty()).fill(five, Layout.of(five), Region.grown(two, five), values, Map.of(), 1);
        assertArrayEquals(old, Arrays.copyOf(values, 12));
        for (int a = 0; a < 5; a++) {
            for (int b = 0; b < 5; b++) {
                double dot = 0;
                for (int i = 0; i < 6; i++) {
                    dot += values[a * 6 + i] * values[b * 6 + i];
                }
                assertEquals(a == b ? 1 : 0, dot, 1e-6);
            }
        }
    }

    @Test
    void newRowsAreOrthogonalToOldOnesThatTrainingHasTurnedTowardsOneAnother() {
        Parameter four = matrix(4, Init.orthonormal());
        Parameter six = matrix(6, Init.orthonormal());
        // Close to one another, one of them twice, one gone: what they span has two directions.
        float[][] old = {{1, 1, 0, 0, 0, 0}, {1, 1.1f, 0.1f, 0, 0, 0}, {2, 2, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0}};
        float[] values = new float[6 * 6];
        for (int row = 0; row < 4; row++) {
            System.arraycopy(old[row], 0, values, 6 * row, 6);
        }
        new Births(1, Optional.empty()).fill(six, Layout.of(six), Region.grown(four, six), values, Map.of(), 1);
        for (int a = 0; a < 6; a++) {
            assertTrue(a > 3 || Arrays.equals(old[a], Arrays.copyOfRange(values, 6 * a, 6 * a + 6)), "row " + a);
            for (int b = 4; b < 6; b++) {
                double dot = 0;
                for (int i = 0; i < 6; i++) {
                    dot += values[a * 6 + i] * values[b * 6 + i];
                }
                assertEquals(a == b ? 1 : 0, dot, 1e-6, a + " · " + b);
            }
        }
    }

    @Test
    void mirroredTwinsCancelEachOther() {
        Dim two = Dim.of("width", DimKind.WIDTH, 2, 9);
        Dim six = Dim.of("width", DimKind.WIDTH, 6, 9);
        Parameter before =
                Parameter.trained("v", Init.zero(), Axis.fixed(Role.PRODUCES, 3), Axis.of(Role.CONSUMES, two));
        Parameter after =
                Parameter.trained("v", Init.zero(), Axis.fixed(Role.PRODUCES, 3), Axis.of(Role.CONSUMES, six));
        float[] values = new float[18];
        new Births(1, Optional.empty())
                .fill(after, Layout.of(after), Region.grown(before, after), values, Map.of("v", Init.mirrored(0.1)), 1);
        for (int row = 0; row < 3; row++) {
            assertEquals(0, values[row * 6 + 1]);
            assertTrue(values[row * 6 + 2] != 0);
            assertEquals(-values[row * 6 + 2], values[row * 6 + 3]);
            assertEquals(-values[row * 6 + 4], values[row * 6 + 5]);
        }
        float[] makers = born(
                Parameter.trained("w", Init.mirrored(0.1), Axis.of(Role.PRODUCES, six), Axis.fixed(Role.CONSUMES, 2)),
                0,
                Map.of());
        assertEquals(makers[0], makers[2]);
        assertEquals(makers[1], makers[3]);
    }

    @Test
    void normalAndUniformHaveTheMomentsTheyPromiseAndDependOnSeedNameAndRevisionAlone() {
        Parameter wide = matrix(90, Init.normal(0.5));
        float[] values = born(wide, 0, Map.of());
        double mean = 0;
        double square = 0;
        for (float v : values) {
            mean += v / values.length;
            square += v * v / values.length;
        }
        assertEquals(0, mean, 0.07);
        assertEquals(0.25, square, 0.05);
        assertArrayEquals(values, born(wide, 0, Map.of()));
        assertTrue(!Arrays.equals(values, born(wide, 1, Map.of())));
        for (float v : born(matrix(90, Init.uniform(2, 3)), 0, Map.of())) {
            assertTrue(v >= 2 && v < 3);
        }
    }

    @Test
    void anInitializerFillsOnlyTheNewbornAndOnlyWhatItWants() {
        Initializer<None> sevens = new Initializer<>() {
            @Override
            public Class<None> settings() {
                return None.class;
            }

            @Override
            public boolean initialize(Newborn newborn, None settings) {
                Arrays.fill(newborn.values(), 7);
                return newborn.parameter().name().equals("w");
            }
        };
        Births births = new Births(1, Optional.of(new BoundInitializer(sevens, new None())));
        Parameter two = matrix(2, Init.zero());
        Parameter three = matrix(3, Init.zero());
        float[] values = new float[18];
        Arrays.fill(values, 1);
        births.fill(three, Layout.of(three), Region.grown(two, three), values, Map.of(), 1);
        assertEquals(1, values[11]);
        assertEquals(7, values[12]);
        Parameter other = Parameter.trained("b", Init.constant(2), Axis.fixed(Role.NORM, 2));
        float[] left = new float[2];
        births.fill(other, Layout.of(other), Region.all(other), left, Map.of(), 0);
        assertArrayEquals(new float[] {2, 2}, left);
        births.fill(three, Layout.of(three), Region.all(three), values, Map.of("w", Init.constant(3)), 1);
        assertEquals(3, values[0]);
    }

    private record None() {}

    @Test
    void aRuleThatDoesNotFitIsRefusedByName() {
        Parameter bias = Parameter.trained("b", Init.identity(), Axis.fixed(Role.NORM, 3));
        var e = assertThrows(IllegalArgumentException.class, () -> born(bias, 0, Map.of()));
        assertTrue(e.getMessage().startsWith("b: identity needs 2 axes"), e.getMessage());
        Parameter tall = matrix(7, Init.orthonormal());
        assertThrows(IllegalArgumentException.class, () -> born(tall, 0, Map.of()));
    }

    private static Parameter between(int fed, int made) {
        return Parameter.trained(
                        "w",
                        Init.uniform(1, 2),
                        Axis.of(Role.CONSUMES, Dim.of("fed", DimKind.WIDTH, fed, 9)),
                        Axis.of(Role.PRODUCES, Dim.of("made", DimKind.WIDTH, made, 9)))
                .grownBy(Init.uniform(3, 4))
                .appendedBy(Init.identity())
                .silentAlong(Role.CONSUMES);
    }

    @Test
    void newUnitsAreDrawnButNobodyHearsThem() {
        Parameter after = between(3, 3);
        float[] values = new float[9];
        Births births = new Births(1, Optional.empty());
        births.fill(after, Layout.of(after), Region.grown(between(2, 2), after), values, Map.of(), 1);
        for (int made = 0; made < 3; made++) {
            assertEquals(0, values[6 + made], "what hears the new unit, at " + made);
        }
        assertTrue(values[2] >= 3 && values[2] < 4 && values[5] >= 3 && values[5] < 4, Arrays.toString(values));
        births.fill(
                after, Layout.of(after), Region.grown(between(2, 3), after), values, Map.of("w", Init.constant(7)), 1);
        assertEquals(7, values[6], "the operation's own rule goes first");
    }

    @Test
    void whatGrowthInDepthBringsHasARuleOfItsOwn() {
        Parameter parameter = between(2, 2);
        float[] values = new float[4];
        new Births(1, Optional.empty()).append(parameter, Layout.of(parameter), values, Map.of(), 3);
        assertArrayEquals(new float[] {1, 0, 0, 1}, values);
        for (float value : born(parameter, 0, Map.of())) {
            assertTrue(value >= 1 && value < 2, "a run's birth is no growth, but " + value);
        }
    }
}
