package org.espalier.zero;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.testkit.PlainNewborn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes by growth. */
class GrownTest {
    private static Axis axis(Role role, String dim, int size) {
        return Axis.of(role, Dim.of(dim, DimKind.WIDTH, size, 1024));
    }

    private static Parameter matrix(int out, int in) {
        return Born.drawn(axis(Role.PRODUCES, "out", out), axis(Role.CONSUMES, "in", in));
    }

    /** Within a form and a power of two of outputs; (out, in) from, over and to. */
    @ParameterizedTest
    @CsvSource({"2,4, 3,5, 6,9", "5,2, 6,3, 8,4", "3,3, 3,8, 8,8", "9,1, 12,7, 16,9", "65,3, 100,3, 128,64"})
    void aMatrixThatGrewInPiecesEqualsOneBornWhole(int out, int in, int out2, int in2, int out3, int in3) {
        Parameter small = matrix(out, in);
        Parameter middle = matrix(out2, in2);
        Parameter large = matrix(out3, in3);
        float[] grown = Born.grown(middle, Born.grown(small, Born.first(small), middle), large);
        assertArrayEquals(Born.first(large), grown);
    }

    @Test
    void whatWasLearnedStaysAndOnlyTheNewFollowTheForm() {
        Parameter before = matrix(2, 2);
        float[] grown = Born.grown(before, new float[] {5, 6, 7, 8}, matrix(4, 2));
        float c = (float) Math.sqrt(0.5);
        assertArrayEquals(new float[] {5, 6, 7, 8, c, c, c, -c}, grown);
    }

    @Test
    void newInputsAreHeardByNoOutputThatIsThereButByNewOnes() {
        Parameter before = matrix(3, 3).silentAlong(Role.CONSUMES);
        Parameter after = matrix(5, 5).silentAlong(Role.CONSUMES);
        float[] learned = new float[9];
        Arrays.fill(learned, 7);
        float[] grown = Born.grown(before, learned, after);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                float expected = i < 3 && j < 3 ? 7 : i == j ? 1 : 0;
                assertEquals(expected, grown[i * 5 + j], i + ", " + j);
            }
        }
        // Fewer inputs than outputs: the form is Hadamard's, and still nothing that is there hears what is new.
        Parameter wide = matrix(3, 1).silentAlong(Role.CONSUMES);
        float[] hadamard = Born.grown(wide, new float[] {7, 7, 7}, matrix(4, 2).silentAlong(Role.CONSUMES));
        float c = (float) Math.sqrt(0.5);
        assertArrayEquals(new float[] {7, 0, 7, 0, 7, 0, c, -c}, hadamard);
    }

    @Test
    void newOutputsThatAreHeardAtOnceHearNothingNew() {
        Parameter before = matrix(2, 2).silentAlong(Role.CONSUMES).silentAlong(Role.PRODUCES);
        Parameter after = matrix(3, 3).silentAlong(Role.CONSUMES).silentAlong(Role.PRODUCES);
        float[] grown = Born.grown(before, new float[] {5, 6, 7, 8}, after);
        assertArrayEquals(new float[] {5, 6, 0, 7, 8, 0, 0, 0, 0}, grown);
    }

    @Test
    void whereTheLayoutSaysHowItGrowsThatHolds() {
        Parameter before = matrix(4, 2).grownBy(Init.zero());
        Parameter after = matrix(6, 3).grownBy(Init.zero());
        assertEquals(Optional.empty(), offered(before, after));
    }

    @Test
    void anAppendedLayerIsTheLayoutsIfThatIsCertainAndElseFollowsTheRule() {
        assertEquals(Optional.empty(), appended(matrix(3, 3).appendedBy(Init.identity())));
        assertArrayEquals(
                new float[] {1, 0, 0, 0, 1, 0},
                appended(matrix(2, 3).silentAlong(Role.CONSUMES)).orElseThrow());
        Parameter bias = Parameter.trained("bias", Init.uniform(1), axis(Role.NORM, "out", 3));
        assertArrayEquals(new float[3], appended(bias).orElseThrow());
        assertEquals(Optional.empty(), appended(bias.appendedBy(Init.zero())));
    }

    @Test
    void newBiasesAreZeroAndOldOnesStay() {
        Parameter before = Parameter.trained("bias", Init.uniform(1), axis(Role.NORM, "out", 2));
        Parameter after = Parameter.trained("bias", Init.uniform(1), axis(Role.NORM, "out", 4));
        assertArrayEquals(new float[] {3, 4, 0, 0}, Born.grown(before, new float[] {3, 4}, after));
    }

    private static Optional<float[]> offered(Parameter before, Parameter after) {
        return PlainNewborn.growth(before, Born.amongOthers(after), new float[after.length()], 1)
                .offeredTo(new Zero(), Born.PAPER);
    }

    /** As the host offers it: a region of everything, and not a run's birth. */
    private static Optional<float[]> appended(Parameter parameter) {
        Layout layout = Born.amongOthers(parameter);
        Parameter none = Parameter.trained(
                parameter.name(),
                parameter.birth(),
                parameter.axes().stream()
                        .map(a -> axis(a.role(), a.factors().get(0).dim().orElseThrow(), 0))
                        .toArray(Axis[]::new));
        return PlainNewborn.growth(none, layout, new float[parameter.length()], 1)
                .offeredTo(new Zero(), Born.PAPER);
    }
}
