package org.example.net2net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.PlanOutcome;
import org.espalier.api.growth.Role;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.testkit.PlainView;
import org.junit.jupiter.api.Test;

class Net2NetTest {
    private static final Net2NetSettings SETTINGS = new Net2NetSettings(0.02, 1, 2, 0.05, 4, 0.2);
    private static final PluginState STALLED =
            PluginState.empty().with("best", 1).with("turns", 0);
    private static final SmallNet NET = SmallNet.of(4, 3);

    @Test
    void aLossThatFallsByTheToleranceGrowsNothingAndIsTheNewBest() {
        Decision decision = decide(NET.seen().heldOutLoss(0.9), SETTINGS, STALLED);
        assertTrue(decision.plan().isEmpty(), decision::toString);
        assertEquals(0.9, decision.next().number("best", 0));
    }

    @Test
    void aLossThatCreepsBelowItsBestByLessThanTheToleranceStallsInTheEnd() {
        Net2NetSettings patient = new Net2NetSettings(0.02, 3, 2, 0.05, 1, 0.2);
        PluginState state = STALLED;
        for (double loss : new double[] {0.995, 0.99}) {
            Decision decision = decide(NET.seen().heldOutLoss(loss), patient, state);
            assertTrue(decision.plan().isEmpty(), decision::toString);
            state = decision.next();
        }
        assertTrue(decide(NET.seen().heldOutLoss(0.985), patient, state).plan().isPresent());
    }

    @Test
    void aLossThatIsNoNumberGrowsNothing() {
        Decision decision = decide(NET.seen().heldOutLoss(Double.NaN), SETTINGS, STALLED);
        assertTrue(decision.plan().isEmpty());
        assertEquals(STALLED, decision.next());
    }

    @Test
    void theLayerWhoseTrialsFallMostIsWidenedByCopiesOfItsOwnUnits() {
        Decision decision = stalled(Map.of("hidden0.width", 0.99, "hidden1.width", 0.95, "depth", 0.97));
        GrowthOp.Remap remap = (GrowthOp.Remap) onlyOp(decision);
        assertEquals("hidden1.width", remap.dim());
        assertEquals(6, remap.from().length);
        for (int unit = 0; unit < 3; unit++) {
            assertEquals(unit, remap.from()[unit], "originals stay where they are");
        }
        assertEquals(0.05, remap.noise());
        assertEquals(0.05, decision.figures().get("hidden1.width.gain"), 1e-12);
        assertEquals(
                "stalled at 1.000; hidden1.width 3 → 6, trials gain 0.050, before depth with 0.030", decision.why());
    }

    @Test
    void theNetGrowsDeeperByTheIdentityWhereThatPromisesMost() {
        Decision decision = stalled(Map.of("hidden1.width", 0.99, "depth", 0.9));
        GrowthOp.Resize resize = (GrowthOp.Resize) onlyOp(decision);
        assertEquals(3, resize.size());
        assertEquals(Init.identity(), resize.birth("hidden2.weight").orElseThrow());
        assertTrue(decision.plan().orElseThrow().preservesFunction());
    }

    @Test
    void whereAnIdentityChangesTheLossTheModelsOwnRuleIsTakenIfItDoesNot() {
        PlainView.Builder seen = NET.seen().lossIf(plan -> isIdentity(plan) ? 1.5 : 1);
        assertEquals("[resize(depth, 3)]", ops(decide(seen, SETTINGS, STALLED)));
    }

    @Test
    void aDeepeningThatChangesTheLossEitherWayIsNoCandidate() {
        PlainView.Builder seen = NET.seen().lossIf(plan -> plan.ops().get(0) instanceof GrowthOp.Resize ? 0.5 : 1);
        assertInstanceOfRemap(decide(seen, SETTINGS, STALLED));
    }

    @Test
    void ofEqualPromisesTheOneWithFewerNewWeightsIsTaken() {
        // 3 · (4 + 1 + 2) for hidden1, 4 · (2 + 1 + 3) for hidden0, 3 · 3 + 3 for a layer.
        assertEquals("depth", ((GrowthOp.Resize) onlyOp(stalled(Map.of()))).dim());
        Decision wider = decide(SmallNet.of(4, 2).seen().lossIf(p -> onDepth(p) ? 2 : 1), SETTINGS, STALLED);
        assertEquals("hidden1.width", ((GrowthOp.Remap) onlyOp(wider)).dim());
    }

    @Test
    void whatTheHostWouldRefuseGivesWayToTheNext() {
        PlainView.Builder seen = NET.seen().lossIf(plan -> onDepth(plan) ? Double.POSITIVE_INFINITY : 1);
        assertInstanceOfRemap(decide(seen, SETTINGS, STALLED));
        Decision nothing = decide(NET.seen().lossIf(plan -> Double.POSITIVE_INFINITY), SETTINGS, STALLED);
        assertTrue(nothing.plan().isEmpty(), nothing::toString);
    }

    @Test
    void whatTheHostHasRolledBackIsNotAskedForAgain() {
        PluginState asked = stalled(Map.of("depth", 0.9)).next();
        PlainView.Builder seen = NET.seen()
                .lossIf(plan -> SmallNet.tries(plan, "depth") ? 0.9 : 1)
                .lastOutcome(PlanOutcome.Status.ROLLED_BACK, "outputs change by 0.1");
        Decision next = decide(seen, SETTINGS, asked);
        assertInstanceOfRemap(next);
        Decision later = decide(seen.lastOutcome(PlanOutcome.Status.APPLIED, "stalled"), SETTINGS, next.next());
        assertInstanceOfRemap(later);
    }

    @Test
    void withoutNoiseAWideningPromisesToKeepTheFunctionAndWithNoiseItDoesNot() {
        Net2NetSettings exact = new Net2NetSettings(0.02, 1, 2, 0, 1, 0.2);
        PlainView.Builder seen = NET.seen().lossIf(plan -> SmallNet.tries(plan, "hidden0.width") ? 0.9 : 1);
        assertTrue(decide(seen, exact, STALLED).plan().orElseThrow().preservesFunction());
        assertFalse(decide(seen, SETTINGS, STALLED).plan().orElseThrow().preservesFunction());
    }

    @Test
    void afterAGrowthTheLossCountsAnew() {
        PluginState next =
                decide(NET.seen().heldOutLoss(1.4), SETTINGS, STALLED).next();
        assertEquals(1.4, next.number("best", 0));
        assertTrue(decide(NET.seen().heldOutLoss(1.3), SETTINGS, next).plan().isEmpty());
    }

    @Test
    void aClaimWithNothingToGrowIsRefusedByName() {
        Dim grid = Dim.of("resolution", DimKind.RESOLUTION, 8, 16);
        SettingsException refused = assertThrows(SettingsException.class, () -> new Net2Net()
                .begin(PlainView.claiming(grid).view(), SETTINGS));
        assertTrue(String.valueOf(refused.getMessage()).contains("resolution"), refused::toString);
    }

    @Test
    void aWidthThatAllBlocksShareIsLeftAlone() {
        Dim stream = Dim.of("stream.width", DimKind.WIDTH, 4, 8);
        Dim depth = Dim.of("depth", DimKind.DEPTH, 1, 4);
        Layout layout = Layout.of(
                Parameter.trained(
                        "in.weight", Init.zero(), Axis.fixed(Role.CONSUMES, 2), Axis.of(Role.PRODUCES, stream)),
                Parameter.trained("out.weight", Init.zero(), Axis.of(Role.SHARED, stream)));
        PlainView.Builder seen = PlainView.claiming(stream, depth).layout(layout);
        assertEquals(PluginState.empty(), new Net2Net().begin(seen.view(), SETTINGS));
        assertEquals("depth", ((GrowthOp.Resize) onlyOp(decide(seen, SETTINGS, STALLED))).dim());
    }

    private static Decision decide(PlainView.Builder seen, Net2NetSettings settings, PluginState state) {
        return seen.decide(new Net2Net(), settings, state);
    }

    /** A decision at a stall, where the trials of each dim have that loss; all else has loss 1. */
    private static Decision stalled(Map<String, Double> trials) {
        return decide(
                NET.seen().lossIf(plan -> trials.entrySet().stream()
                        .filter(e -> SmallNet.tries(plan, e.getKey()))
                        .mapToDouble(Map.Entry::getValue)
                        .findFirst()
                        .orElse(1)),
                SETTINGS,
                STALLED);
    }

    private static GrowthOp onlyOp(Decision decision) {
        GrowthPlan plan = decision.plan().orElseThrow(() -> new AssertionError(decision.toString()));
        assertEquals(1, plan.ops().size(), plan::toString);
        return plan.ops().get(0);
    }

    private static String ops(Decision decision) {
        return decision.plan().orElseThrow().ops().toString();
    }

    private static void assertInstanceOfRemap(Decision decision) {
        assertTrue(onlyOp(decision) instanceof GrowthOp.Remap, decision::toString);
    }

    private static boolean onDepth(GrowthPlan plan) {
        return plan.ops().get(0) instanceof GrowthOp.Resize;
    }

    private static boolean isIdentity(GrowthPlan plan) {
        return plan.ops().get(0) instanceof GrowthOp.Resize resize
                && resize.inits().containsValue(Init.identity());
    }
}
