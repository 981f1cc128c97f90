package org.espalier.testkit.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;
import org.espalier.testkit.PlainView;
import org.junit.jupiter.api.Test;

class PromisesTest {
    private static final Dim DIM = Dim.of("d", DimKind.WIDTH, 2, 4);
    private static final Dim OTHER = Dim.of("e", DimKind.WIDTH, 3, 4);
    private static final Layout LAYOUT = Layout.of(
            Parameter.statistic("mean", Init.zero(), Axis.of(Role.NORM, DIM)),
            Parameter.trained("bias", Init.zero(), Axis.fixed(Role.NORM, 2)));

    record Settings() {}

    /** Gives one decision after another. */
    private static final class Scripted implements GrowthStrategy<Settings> {
        private final GrowthPlan plan;
        private int calls;

        Scripted(GrowthOp... ops) {
            this.plan = GrowthPlan.of(ops);
        }

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            calls++;
            return Decision.grow(plan, "first\nsecond " + calls, state).figure("ratio", Double.NaN);
        }
    }

    private static void assertNamed(GrowthStrategy<Settings> strategy, String... beginnings) {
        List<String> broken = Promises.broken(
                strategy, new Settings(), PlainView.claiming(DIM, OTHER).layout(LAYOUT), PluginState.empty());
        assertEquals(
                List.of(
                        "The same arguments gave another decision",
                        "A state that was saved and read back",
                        "The reason is not one line",
                        "The figure ratio is NaN"),
                List.of(
                        broken.get(0).substring(0, 40),
                        broken.get(1).substring(0, 36),
                        broken.get(2).substring(0, 26),
                        broken.get(3).substring(0, 23)));
        List<String> plans = broken.subList(4, broken.size());
        assertEquals(beginnings.length, plans.size(), plans.toString());
        for (int i = 0; i < beginnings.length; i++) {
            assertEquals(
                    beginnings[i],
                    plans.get(i)
                            .substring(
                                    0,
                                    Math.min(
                                            beginnings[i].length(), plans.get(i).length())));
        }
    }

    @Test
    void brokenPromisesAreNamed() {
        assertNamed(
                new Scripted(GrowthOp.resize(DIM, 5), GrowthOp.resize(DIM, 2), GrowthOp.resize("other", 3)),
                "d 2/4 is resized to 5, which it does not permit. Ask",
                "d is changed twice in one plan",
                "d 2/4 is resized to the size that it has",
                "other is grown but not claimed: the job lets this entry grow [d, e]");
        assertNamed(
                new Scripted(GrowthOp.resize(DIM.withPermitted(2, 4), 4), GrowthOp.resize(OTHER, -1)),
                "e 3/4 is resized to -1, which it does not permit.");
    }

    @Test
    void copiesTermsAndAssignmentsAreLookedAtToo() {
        assertNamed(
                new Scripted(GrowthOp.remap(DIM, 0, 0, 7), GrowthOp.refactor(OTHER, 4)),
                "d 2/4 is remapped from entry 7, which it does not have",
                "d 2/4 loses entry 1 by a remap",
                "e 3/4 is refactored and has no spectrum of a product",
                "e 3/4 is refactored to 4 terms. Keep 1 to 3.");
        assertNamed(
                new Scripted(
                        GrowthOp.assign("mean", Init.zero()),
                        GrowthOp.assign("bias", Init.zero()),
                        GrowthOp.assign("gain", Init.zero())),
                "mean is assigned, but it is a statistic",
                "bias is assigned, but it binds none of the claimed dims",
                "gain is assigned, but no parameter is named so");
    }
}
