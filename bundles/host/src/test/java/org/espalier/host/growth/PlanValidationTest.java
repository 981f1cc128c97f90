package org.espalier.host.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Shapes;
import org.espalier.host.job.Budget;
import org.junit.jupiter.api.Test;

class PlanValidationTest {
    private static final Dims DIMS =
            Dims.of(Dim.of("a", DimKind.WIDTH, 2, 9), Dim.of("b", DimKind.WIDTH, 3, 9), Dim.of("free", "own", 1, 9));

    /** A matrix between two widths; a dim beside them that no parameter binds. */
    private static final class Between implements Sizing {
        @Override
        public Dims complete(Dims dims) {
            return dims;
        }

        @Override
        public Shapes shapes(Dims dims) {
            return Shapes.of(1, new int[] {1}, new int[] {1});
        }

        @Override
        public Layout layout(Dims dims) {
            return Layout.of(Parameter.trained(
                    "w", Init.normal(1), Axis.of(Role.PRODUCES, dims.get("a")), Axis.of(Role.CONSUMES, dims.get("b"))));
        }

        @Override
        public Set<String> taps(Dims dims) {
            return Set.of();
        }

        @Override
        public Cost cost(Dims dims) {
            return Cost.of(Map.of("w", (long) dims.size("a") * dims.size("b")), 0);
        }
    }

    private static Blueprint check(Budget budget, GrowthOp... ops) throws PlanRefusedException {
        Sizing sizing = new Between();
        return new PlanValidation(sizing, budget, 2)
                .check(GrowthPlan.of(ops), DIMS, sizing.layout(DIMS), Set.of("a", "b", "free"));
    }

    private static String refusal(Budget budget, GrowthOp... ops) {
        return String.valueOf(assertThrows(PlanRefusedException.class, () -> check(budget, ops))
                .getMessage());
    }

    private static Budget free() {
        return new Budget(Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void aParameterIsNotCopiedAndEnlargedByOnePlan() {
        assertEquals(
                "b: cannot be resized by a plan that remaps another dim of w; do one after the other",
                refusal(free(), GrowthOp.remap(DIMS.get("a"), 0, 1, 1), GrowthOp.resize("b", 4)));
    }

    @Test
    void aDimIsChangedOncePerPlan() {
        assertEquals(
                "b is changed twice in one plan", refusal(free(), GrowthOp.resize("b", 4), GrowthOp.resize("b", 5)));
    }

    @Test
    void aDimThatNoParameterBindsGrowsAndCostsNothing() throws PlanRefusedException {
        Blueprint blueprint = check(free(), GrowthOp.resize("free", 4));
        assertEquals(new Between().layout(DIMS), blueprint.layout());
        assertEquals(4, blueprint.dims().size("free"));
    }

    @Test
    void theBudgetCountsBytesAndOperationsAsMetricsDo() {
        // 12 entries: 2 × values, 2 × gradient, 2 moments of 4 bytes; 12 multiply-adds are 72 operations per step.
        Budget bytes = new Budget(Optional.empty(), Optional.empty(), Optional.of(287L));
        assertEquals("288 bytes are more than the budget's 287", refusal(bytes, GrowthOp.resize("b", 6)));
        Budget operations = new Budget(Optional.empty(), Optional.of(71.0), Optional.empty());
        assertEquals(
                "72.0 floating-point operations per step are more than the budget's 71.0",
                refusal(operations, GrowthOp.resize("b", 6)));
    }
}
