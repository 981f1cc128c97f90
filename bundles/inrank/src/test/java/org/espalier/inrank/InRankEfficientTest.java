package org.espalier.inrank;

import static org.espalier.inrank.Products.flat;
import static org.espalier.inrank.Products.layout;
import static org.espalier.inrank.Products.rank;
import static org.espalier.inrank.Products.seeing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.PlanOutcome;
import org.espalier.api.plugin.PluginState;
import org.espalier.testkit.PlainView;
import org.junit.jupiter.api.Test;

class InRankEfficientTest {
    private static final PluginState EMPTY = PluginState.empty();
    private static final InRankEfficientSettings SETTINGS =
            new InRankEfficientSettings(Criterion.ENERGY, 0.9, 2, 1, 0, 3);
    private static final double[] SETTLED = {8, 1.5, 0.4, 0.1, 0};
    private final InRankEfficient strategy = new InRankEfficient();

    private Decision decide(PlainView.Builder view, PluginState state) {
        return view.decide(strategy, SETTINGS, state);
    }

    /** Checks of one spectrum, one after another, from the first step on. */
    private Decision checks(PlainView.Builder view, int count, PluginState state) {
        return checks(view, 1, count, state);
    }

    private Decision checks(PlainView.Builder view, int from, int count, PluginState state) {
        Decision decision = decide(view.step(from), state);
        for (int i = 1; i < count; i++) {
            assertEquals(Optional.empty(), decision.plan());
            decision = decide(view.step(from + i), decision.next());
        }
        return decision;
    }

    @Test
    void afterSomeChecksWithoutGrowthEveryProductIsCutToItsLeadingDirections() {
        Dim dim = rank("layer", 5, 20);
        PlainView.Builder view = seeing(dim, SETTLED);
        Decision third = checks(view, 3, EMPTY);
        assertEquals(Optional.of(GrowthPlan.of(GrowthOp.refactor(dim, 3))), third.plan());
        assertFalse(third.plan().orElseThrow().preservesFunction());
        assertEquals("no growth in 3 checks: ranks fixed, buffer dropped", third.why());

        Dim cut = rank("layer", 3, 20);
        PlainView.Builder after = PlainView.claiming(cut)
                .lastOutcome(PlanOutcome.Status.APPLIED, "cut")
                .sees();
        Decision fourth = decide(after.step(4), third.next());
        assertEquals("ranks were fixed at step 3", fourth.why());
        assertEquals(Optional.empty(), fourth.plan());
        assertEquals(third.next(), fourth.next());
        assertEquals(
                List.of("layer.rank 3 of 20: fixed at step 3"),
                strategy.outlook(after.view(), SETTINGS, fourth.next()));
    }

    @Test
    void whoeverAsksIsToldHowLongItIsUntilRanksAreFixed() {
        PlainView.Builder view = seeing(rank("layer", 5, 20), SETTLED);
        Decision second = checks(view, 2, EMPTY);
        assertEquals(
                List.of(
                        "layer.rank 5 of 20: explained .990 > .900, stays",
                        "2 of 3 checks without growth, after which ranks are fixed"),
                strategy.outlook(view.view(), SETTINGS, second.next()));
    }

    @Test
    void whoeverAsksBeforeTheLastOfTheseChecksIsToldToWhatRanksWillBeCut() {
        Dim flat = rank("flat", 5, 5);
        Dim settled = rank("settled", 5, 20);
        PlainView.Builder view = PlainView.claiming(flat, settled)
                .layout(layout(flat, settled))
                .spectrum(flat, flat(5))
                .spectrum(settled, SETTLED);
        Decision second = checks(view, 2, EMPTY);
        assertEquals(
                List.of(
                        "flat.rank 5 of 5, its limit: explained .600 ≤ .900, but at the limit, would be fixed as it is",
                        "settled.rank 5 of 20: explained .990 > .900, would be cut to 3",
                        "3 of 3 checks without growth, after which ranks are fixed"),
                strategy.outlook(view.step(3).view(), SETTINGS, second.next()));
    }

    private static PlainView.Builder applied(PlainView.Builder view) {
        return view.lastOutcome(PlanOutcome.Status.APPLIED, "grown");
    }

    /** Growth at steps 10 and 50, then three checks without, from 60 on. */
    private Decision stair(int apart) {
        Dim dim = rank("layer", 5, 20);
        PluginState grown = decide(seeing(dim, flat(5)).step(10), EMPTY).next();
        PluginState again =
                decide(applied(seeing(dim, flat(5))).step(50), grown).next();
        PlainView.Builder still = applied(seeing(dim, SETTLED));
        PluginState quiet = again;
        for (int check = 1; check < 3; check++) {
            quiet = decide(still.step(50 + check * apart), quiet).next();
        }
        return decide(still.step(50 + 3 * apart), quiet);
    }

    @Test
    void aCutAfterAPauseThatIsHardlyLongerThanThoseBeforeSaysThatItMayBeAStairAndHowToWaitLonger() {
        assertEquals(
                "no growth in 3 checks: ranks fixed, buffer dropped; growth has paused for 40 steps before and gone on, and now"
                        + " for 30: if that is a stair and no end, patience 8 waits longer",
                stair(10).why());
        assertEquals(
                "no growth in 3 checks: ranks fixed, buffer dropped", stair(30).why());
    }

    @Test
    void theTimeFromTheFirstLookToTheFirstGrowthIsAPauseToo() {
        Dim dim = rank("layer", 5, 20);
        PluginState looked = decide(seeing(dim, SETTLED).step(300), EMPTY).next();
        PluginState quiet = decide(seeing(dim, flat(5)).step(420), looked).next();
        for (int step = 450; step < 510; step += 30) {
            quiet = decide(applied(seeing(dim, SETTLED)).step(step), quiet).next();
        }
        String why = decide(applied(seeing(dim, SETTLED)).step(510), quiet).why();
        assertTrue(
                why.endsWith("paused for 120 steps before and gone on, and now for 90: if that is a stair and no end,"
                        + " patience 8 waits longer"),
                why);
    }

    @Test
    void growthThatWasRefusedHasEndedNoPauseAndTheReasonIsTold() {
        Dim dim = rank("layer", 5, 20);
        PluginState state = decide(seeing(dim, SETTLED).step(10), EMPTY).next();
        PlainView.Builder refused =
                seeing(dim, flat(5)).lastOutcome(PlanOutcome.Status.REJECTED, "beyond the budget of 9");
        for (int step = 50; step < 80; step += 10) {
            state = decide(refused.step(step), state).next();
        }
        assertEquals(
                "no growth in 3 checks: ranks fixed, buffer dropped; growth was wanted and refused: beyond the budget of 9",
                decide(refused.step(80), state).why());
    }

    @Test
    void aRefusalOfLongAgoDoesNotCountAgainstGrowthOfNow() {
        Dim dim = rank("layer", 5, 20);
        PluginState state = decide(seeing(dim, flat(5)).step(1), EMPTY).next();
        PlainView.Builder settled = seeing(dim, SETTLED).lastOutcome(PlanOutcome.Status.REJECTED, "once");
        state = decide(settled.step(2), state).next();
        state = decide(settled.step(3), state).next();
        Decision grown = decide(
                seeing(dim, flat(5))
                        .lastOutcome(PlanOutcome.Status.REJECTED, "once")
                        .step(4),
                state);
        assertTrue(grown.plan().orElseThrow().ops().get(0) instanceof GrowthOp.Resize, grown.why());
    }

    @Test
    void oneCheckIsNoChecks() {
        InRankEfficientSettings one = new InRankEfficientSettings(Criterion.ENERGY, 0.9, 2, 1, 0, 1);
        PlainView.Builder view = seeing(rank("layer", 5, 20), SETTLED);
        Decision cut = view.decide(strategy, one, EMPTY);
        assertEquals("no growth in 1 check: ranks fixed, buffer dropped", cut.why());
        assertEquals(
                "1 of 1 check without growth, after which ranks are fixed",
                strategy.outlook(view.view(), one, EMPTY).get(1));
    }

    @Test
    void untilThenItGrowsAsInRankDoesAndGrowthBeginsTheWaitAnew() {
        Dim dim = rank("layer", 5, 20);
        Decision quiet = checks(seeing(dim, SETTLED), 2, EMPTY);
        Decision grown = decide(seeing(dim, flat(5)).step(3), quiet.next());
        assertEquals(
                seeing(dim, flat(5))
                        .decide(new InRank(), SETTINGS.growth(), EMPTY)
                        .plan(),
                grown.plan());
        PlainView.Builder after = seeing(dim, SETTLED).lastOutcome(PlanOutcome.Status.APPLIED, "grown");
        Decision again = checks(after, 4, 2, grown.next());
        assertEquals(Optional.empty(), again.plan());
        assertTrue(decide(after.step(6), again.next()).plan().isPresent());
    }

    @Test
    void aRankAtItsLimitKeepsWhatItTakesToExplainEnough() {
        Dim full = rank("full", 5, 5);
        Dim free = rank("free", 5, 20);
        PlainView.Builder view = PlainView.claiming(full, free)
                .layout(layout(full, free))
                .spectrum(full, flat(5))
                .spectrum(free, SETTLED);
        assertEquals(
                Optional.of(GrowthPlan.of(GrowthOp.refactor(full, 5), GrowthOp.refactor(free, 3))),
                checks(view, 3, EMPTY).plan());
    }

    @Test
    void nothingIsFixedBeforeAnythingWasLearned() {
        Dim dim = rank("layer", 5, 20);
        Decision decision = checks(seeing(dim, new double[5]), 10, EMPTY);
        assertEquals(Optional.empty(), decision.plan());
        assertEquals(
                Optional.empty(),
                checks(seeing(dim, 1, Double.NaN, 1, 1, 1), 10, EMPTY).plan());
        Dim other = rank("other", 5, 20);
        PlainView.Builder one = PlainView.claiming(dim, other)
                .layout(layout(dim, other))
                .spectrum(dim, new double[5])
                .spectrum(other, SETTLED);
        assertTrue(checks(one, 3, EMPTY).plan().isPresent());
    }

    @Test
    void growthThatIsRejectedCountsAsNone() {
        Dim dim = rank("layer", 5, 20);
        Decision first = decide(seeing(dim, flat(5)).step(1), EMPTY);
        PlainView.Builder view = seeing(dim, flat(5)).lastOutcome(PlanOutcome.Status.REJECTED, "beyond the budget");
        Decision second = decide(view.step(2), first.next());
        Decision third = decide(view.step(3), second.next());
        assertTrue(third.plan().orElseThrow().ops().get(0) instanceof GrowthOp.Resize);
        Decision fourth = decide(view.step(4), third.next());
        assertEquals(Optional.of(GrowthPlan.of(GrowthOp.refactor(dim, 5))), fourth.plan());
    }

    @Test
    void aCutThatIsNotCarriedOutIsTriedAgainLater() {
        Dim dim = rank("layer", 5, 20);
        Decision cut = checks(seeing(dim, SETTLED), 3, EMPTY);
        PlainView.Builder view = seeing(dim, SETTLED).lastOutcome(PlanOutcome.Status.ROLLED_BACK, "not finite");
        Decision told = decide(view.step(4), cut.next());
        assertEquals("the cut to fixed ranks was not carried out: checked anew", told.why());
        assertEquals(cut.plan(), checks(view, 5, 3, told.next()).plan());
    }

    @Test
    void onlySizesThatAreThereAreKept() {
        Dim dim = rank("layer", 5, 20).withPermitted(5, 10, 20);
        assertEquals(
                Optional.of(GrowthPlan.of(GrowthOp.refactor(dim, 5))),
                checks(seeing(dim, SETTLED), 3, EMPTY).plan());
    }
}
