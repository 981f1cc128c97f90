package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Init;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.testkit.PlainView;
import org.espalier.testkit.doubles.LowRankLayer;
import org.espalier.testkit.strategy.StrategyConformance;
import org.junit.jupiter.api.Test;

/** The page's strategy of ranks. */
class EffectiveRankTest extends StrategyConformance<EffectiveRank.Settings> {
    @Override
    protected GrowthStrategy<EffectiveRank.Settings> plugin() {
        return new EffectiveRank();
    }

    @Override
    protected List<EffectiveRank.Settings> settings() {
        return List.of(new EffectiveRank.Settings(1, 1), new EffectiveRank.Settings(2, 1.5));
    }

    private static Decision decide(int spare, double... squares) {
        LowRankLayer layer = new LowRankLayer(20, 30, squares.length);
        Dim rank = layer.dims().get(LowRankLayer.RANK);
        return PlainView.claiming(rank)
                .layout(layer.layout(layer.dims()))
                .spectrum(rank, squares)
                .decide(new EffectiveRank(), new EffectiveRank.Settings(spare, 2), PluginState.empty());
    }

    @Test
    void equalDirectionsCountInFullAndTheRankGrowsBeyondThemWithTheFunctionKept() {
        Decision decision = decide(2, 4, 4, 4);
        assertEquals("effective rank 3.00 at most", decision.why());
        GrowthPlan plan = decision.plan().orElseThrow();
        assertTrue(plan.preservesFunction());
        GrowthOp.Resize resize = (GrowthOp.Resize) plan.ops().get(0);
        assertEquals(3 + 2, resize.size());
        assertEquals(Map.of("layer.u", Init.zero()), resize.inits());
    }

    /** By s, of which the spectrum has the squares: 9, 1 and 1 of 11 have entropy 0.600, by the squares it would be 0.135. */
    @Test
    void aRankFarBeyondWhatIsWantedIsCut() {
        assertEquals(1.823, EffectiveRank.effectiveRank(new double[] {81, 1, 1, 0, 0, 0, 0}), 1e-3);
        Decision decision = decide(1, 81, 1, 1, 0, 0, 0, 0);
        assertEquals(Optional.of(GrowthPlan.of(GrowthOp.refactor(LowRankLayer.RANK, 3))), decision.plan());
        assertFalse(decision.plan().orElseThrow().preservesFunction());
    }

    @Test
    void whatIsNotLearnedOrNotFiniteStays() {
        assertEquals("nothing was learned yet", decide(2, 0, 0, 0).why());
        assertEquals("nothing was learned yet", decide(2, Double.NaN, 1, 1).why());
    }

    @Test
    void dimsWithoutAProductAreRefused() {
        Dim width = Dim.of("width", DimKind.WIDTH, 4, 8);
        PlainView view = PlainView.claiming(width).view();
        assertThrows(SettingsException.class, () -> new EffectiveRank()
                .begin(view, settings().get(0)));
        assertEquals(Dims.of(width), view.allDims());
    }
}
