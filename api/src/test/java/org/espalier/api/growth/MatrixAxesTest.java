package org.espalier.api.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which axis is which. */
class MatrixAxesTest {
    private static Parameter of(Axis... axes) {
        return Parameter.trained("w", Init.normal(1), axes);
    }

    /** Axes of sizes 2, 3, 4 … with these roles. */
    private static Parameter of(String roles) {
        List<Axis> axes = new ArrayList<>();
        for (String role : roles.split(" ")) {
            axes.add(Axis.fixed(Role.valueOf(role), 2 + axes.size()));
        }
        return of(axes.toArray(Axis[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "PRODUCES CONSUMES, 2, 3",
        "CONSUMES PRODUCES, 3, 2",
        "BRANCH_END CONSUMES, 2, 3",
        "SHARED CONSUMES, 2, 3",
        "SHARED PRODUCES, 3, 2",
        "CONSUMES BRANCH_END SPATIAL, 3, 2",
        "SPATIAL SPATIAL CONSUMES SHARED, 5, 4"
    })
    void outputsAndInputsFollowFromTheRolesInWhateverOrder(String roles, int rows, int columns) {
        MatrixAxes matrix = of(roles).matrix().orElseThrow();
        assertEquals(rows, matrix.rows());
        assertEquals(columns, matrix.columns());
        assertEquals(1, matrix.parallel());
        assertEquals(rows, matrix.outputs().size());
        assertEquals(columns, matrix.inputs().size());
    }

    @ParameterizedTest
    @CsvSource({
        "PRODUCES",
        "CONSUMES",
        "NORM",
        "SPATIAL",
        "SHARED SHARED",
        "SHARED SPATIAL",
        "PRODUCES BRANCH_END",
        "PRODUCES PRODUCES CONSUMES",
        "PRODUCES CONSUMES CONSUMES",
        "PRODUCES CONSUMES NORM",
        "PRODUCES CONSUMES SHARED",
        "PRODUCES SHARED SHARED"
    })
    void whatHasNotOneOfEachIsNoMatrix(String roles) {
        assertTrue(of(roles).matrix().isEmpty());
    }

    @Test
    void aScalarIsNoMatrix() {
        assertTrue(of().matrix().isEmpty());
    }

    @Test
    void everyEntryOfAKernelHasARowAColumnAndATap() {
        MatrixAxes kernel = of("SPATIAL CONSUMES SPATIAL PRODUCES").matrix().orElseThrow();
        assertEquals(List.of(2, 4), kernel.taps().stream().map(Axis::size).toList());
        int[] index = {1, 2, 3, 4};
        assertEquals(4, kernel.row(index));
        assertEquals(2, kernel.column(index));
        assertEquals(1 * 4 + 3, kernel.tap(index));
        assertEquals(0, kernel.block(index));
        assertEquals(0, of("PRODUCES CONSUMES").matrix().orElseThrow().tap(new int[] {1, 1}));
    }

    @Test
    void outputsBesideOneAnotherAreAMatrixEach() {
        Axis fused = Axis.fixed(Role.PRODUCES, 2).times(5).beside(3);
        MatrixAxes matrix = of(fused, Axis.fixed(Role.CONSUMES, 7)).matrix().orElseThrow();
        assertEquals(3, matrix.parallel());
        assertEquals(10, matrix.rows());
        assertEquals(2, matrix.block(new int[] {23, 0}));
        assertEquals(3, matrix.row(new int[] {23, 0}));
        Axis heads = Axis.fixed(Role.PRODUCES, 2).times(5).times(3);
        assertEquals(
                1,
                of(heads, Axis.fixed(Role.CONSUMES, 7)).matrix().orElseThrow().parallel());
    }

    @Test
    void whatDrawsIsToldFromWhatDoesNot() {
        for (Init init : List.of(Init.normal(1), Init.uniform(1), Init.orthonormal(), Init.mirrored(1))) {
            assertTrue(init.draws(), init::toString);
        }
        for (Init init : List.of(
                Init.zero(), Init.constant(2), Init.identity(), Init.hadamard(1), Init.values(new float[] {1}))) {
            assertFalse(init.draws(), init::toString);
        }
    }
}
