package org.espalier.testkit.doubles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Signal;
import org.espalier.api.plugin.PluginState;
import org.espalier.testkit.PlainView;
import org.espalier.testkit.strategy.Promises;
import org.junit.jupiter.api.Test;

class PlateauTest {
    private static final Plateau.Settings SETTINGS = new Plateau.Settings(0.01, 1.5);
    private static final Dim WIDTH = Dim.of("width", DimKind.WIDTH, 4, 8);

    private static Decision at(double loss, PluginState state) {
        var seen = PlainView.claiming(WIDTH).heldOutLoss(loss).sees(Signal.HELD_OUT_LOSS);
        assertEquals(List.of(), Promises.broken(new Plateau(), SETTINGS, seen, state));
        return seen.decide(new Plateau(), SETTINGS, state);
    }

    @Test
    void aStalledLossGrowsByTheFactorAndAFallingOneDoesNot() {
        Decision unknown = at(Double.NaN, PluginState.empty());
        assertEquals("no loss yet", unknown.why());
        Decision first = at(1, unknown.next());
        assertEquals("loss still falls: 1.000, best Infinity", first.why());
        Decision falling = at(0.9, first.next());
        assertEquals("loss still falls: 0.9000, best 1.000", falling.why());
        Decision stalled = at(0.895, falling.next());
        assertEquals("loss stalled: 0.8950, best 0.9000", stalled.why());
        assertEquals("[resize(width, 6)]", stalled.plan().orElseThrow().toString());
        assertEquals(0.895, stalled.next().number("best", 0));
    }

    @Test
    void aFullDimIsLeftAlone() {
        var seen = PlainView.claiming(WIDTH.withSize(8)).heldOutLoss(2);
        Decision decision =
                seen.decide(new Plateau(), SETTINGS, PluginState.empty().with("best", 1));
        assertEquals("loss stalled, but every dim is full: 2.000, best 1.000", decision.why());
    }

    @Test
    void clippingScalesAllGradientsTogetherAndNoPluginNeedsToKnow() {
        float[] first = {3, 0};
        float[] second = {0, 4};
        assertEquals(5, GlobalNormClip.clip(2.5, first, second));
        assertArrayEquals(new float[] {1.5f, 0}, first);
        assertArrayEquals(new float[] {0, 2}, second);
        assertEquals(2.5, GlobalNormClip.clip(2.5, first, second), 1e-6);

        // A strategy sees what was before, the rule gets what comes after: both through the API as it stands.
        var seen = PlainView.claiming(WIDTH).gradient("w", 3, 0).view();
        assertArrayEquals(new float[] {3, 0}, seen.gradient("w"));
        Parameter parameter = Parameter.trained("w", Init.zero(), Axis.fixed(Role.NORM, 2));
        float[] w = {1, 1};
        new Madam()
                .prepare(parameter, new Madam.Settings(1, 0, 10, 3))
                .update(w, first, new float[1][2], 0, 2, 1, 1, new double[] {9});
        assertArrayEquals(new float[] {0.5f, 1}, w);
    }

    @Test
    void gradientsThatAreNotFiniteAreLeftForTheHostToSee() {
        float[] gradient = {Float.NaN, 1};
        assertEquals(Double.NaN, GlobalNormClip.clip(1, gradient));
        assertArrayEquals(new float[] {Float.NaN, 1}, gradient);
        float[] infinite = {Float.POSITIVE_INFINITY, 1};
        assertEquals(Double.POSITIVE_INFINITY, GlobalNormClip.clip(1, infinite));
        assertEquals(1, infinite[1]);
    }
}
