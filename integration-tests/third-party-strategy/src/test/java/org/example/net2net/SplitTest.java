package org.example.net2net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.plugin.RandomStream;
import org.espalier.testkit.PlainView;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final SmallNet NET = SmallNet.of(3);
    private static final Dim WIDTH = NET.widths().get(0);
    private static final float[] OLD = {1, 10, 100, 2, 20, 200};
    private static final int[] FROM = {0, 1, 2, 0, 2, 2};

    @Test
    void theStepsOfAUnitAndItsCopiesAddUpToNothing() {
        float[] moved = moved(0.2);
        double[] steps = new double[6];
        for (int i = 0; i < moved.length; i++) {
            int unit = i % 6;
            steps[i / 6 * 3 + FROM[unit]] += moved[i] - OLD[i / 6 * 3 + FROM[unit]];
        }
        for (int i = 0; i < steps.length; i++) {
            assertEquals(0, steps[i], 1e-6 * OLD[i]);
        }
    }

    @Test
    void onlyUnitsWithCopiesMoveAndTwiceAsFarWithTwiceTheReach() {
        float[] near = moved(0.1);
        float[] far = moved(0.2);
        for (int i = 0; i < near.length; i++) {
            float old = OLD[i / 6 * 3 + FROM[i % 6]];
            assertEquals(FROM[i % 6] == 1, near[i] == old, "entry " + i);
            assertEquals(2 * (near[i] - old), far[i] - old, 1e-5 * old);
        }
    }

    @Test
    void withoutReachCopiesAreCopies() {
        float[] moved = moved(0);
        for (int i = 0; i < moved.length; i++) {
            assertEquals(OLD[i / 6 * 3 + FROM[i % 6]], moved[i]);
        }
    }

    /** Incoming weights, [inputs, units], of a net whose units are 1, 10 and 100 times the same. */
    private static float[] moved(double reach) {
        PlainView view = NET.seen().weights("hidden0.weight", OLD).view();
        GrowthPlan plan = Split.of(WIDTH, FROM, view, reach, RandomStream.of(3, "split"));
        assertEquals(
                List.of("hidden0.weight"),
                plan.ops().stream()
                        .filter(op -> op instanceof GrowthOp.Assign)
                        .map(op -> ((GrowthOp.Assign) op).parameter())
                        .toList());
        return ((GrowthOp.Assign) plan.ops().get(1)).init().values();
    }
}
