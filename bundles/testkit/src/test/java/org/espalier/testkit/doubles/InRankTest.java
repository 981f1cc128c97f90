package org.espalier.testkit.doubles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;
import org.espalier.testkit.PlainView;
import org.espalier.testkit.strategy.Promises;
import org.junit.jupiter.api.Test;

class InRankTest {
    private static final PluginState EMPTY = PluginState.empty();
    private static final InRank.Settings SETTINGS = new InRank.Settings(0.9, 2);
    private static final InRankEfficient.Settings EFFICIENT = new InRankEfficient.Settings(0.9, 2, 2);

    private static Dim rank(int size, int limit) {
        return new LowRankLayer(limit, limit, size).dims().get(LowRankLayer.RANK);
    }

    private static PlainView.Builder seeing(Dim dim, double... spectrum) {
        return PlainView.claiming(dim).spectrum(dim, spectrum).sees(Signal.SPECTRUM);
    }

    private static Decision decide(Dim dim, double... spectrum) {
        assertEquals(List.of(), Promises.broken(new InRank(), SETTINGS, seeing(dim, spectrum), EMPTY));
        return seeing(dim, spectrum).decide(new InRank(), SETTINGS, EMPTY);
    }

    private static Optional<GrowthPlan> to(int size) {
        return Optional.of(
                GrowthPlan.of(GrowthOp.resize(LowRankLayer.RANK, size)).preservingFunction());
    }

    @Test
    void theRankGrowsToWhatExplainsEnoughPlusTheBuffer() {
        Decision decision = decide(rank(4, 10), 6, 2, 1.5, 0.5);
        assertEquals(to(3 + 2), decision.plan());
        assertEquals("least explained 0.800, wanted 0.900", decision.why());
        assertEquals(Optional.empty(), decide(rank(4, 10), 6, 3, 0.5, 0.5).plan());
        assertEquals(to(4 + 2), decide(rank(4, 10), 1, 1, 1, 1).plan());
    }

    @Test
    void anUpdateThatIsZeroThroughoutDoesNotGrow() {
        assertEquals(Optional.empty(), decide(rank(4, 10), 0, 0, 0, 0).plan());
    }

    @Test
    void aSpectrumThatIsNotANumberDoesNotGrow() {
        assertEquals(Optional.empty(), decide(rank(4, 10), 1, Double.NaN, 1, 1).plan());
    }

    @Test
    void growthEndsAtTheLimit() {
        assertEquals(to(5), decide(rank(4, 5), 1, 1, 1, 1).plan());
        assertEquals(Optional.empty(), decide(rank(5, 5), 1, 1, 1, 1, 1).plan());
    }

    @Test
    void theRankNeverFalls() {
        int size = 3;
        for (int call = 0; call < 12; call++) {
            double[] spectrum = new double[size];
            for (int i = 0; i < size; i++) {
                spectrum[i] = Math.pow(call % 2 == 0 ? 0.9 : 0.01, i);
            }
            Optional<GrowthPlan> plan = decide(rank(size, 10), spectrum).plan();
            int next = plan.map(p -> ((GrowthOp.Resize) p.ops().get(0)).size()).orElse(size);
            assertTrue(next >= size);
            size = next;
        }
        assertEquals(10, size);
    }

    @Test
    void theFrozenPartHasTheFullShapeAndIsNotTrained() {
        LowRankLayer model = new LowRankLayer(6, 8, 2);
        Layout layout = model.layout(model.dims());
        assertEquals(EntryKind.FROZEN, layout.get("layer.w0").kind());
        assertEquals(2 * 6 + 2 * 8, layout.trainedEntries());
        assertEquals(6, model.dims().get(LowRankLayer.RANK).limit());
    }

    @Test
    void afterAPlateauEveryProductIsCutToItsExplainedRank() {
        Dim dim = rank(5, 10);
        double[] settled = {8, 1.5, 0.5, 0, 0};
        Decision first = seeing(dim, settled).decide(new InRankEfficient(), EFFICIENT, EMPTY);
        assertEquals(Optional.empty(), first.plan());
        assertEquals(List.of(), Promises.broken(new InRankEfficient(), EFFICIENT, seeing(dim, settled), first.next()));
        Decision second = seeing(dim, settled).step(200).decide(new InRankEfficient(), EFFICIENT, first.next());
        assertEquals(Optional.of(GrowthPlan.of(GrowthOp.refactor(dim, 2))), second.plan());
        assertEquals("no growth in 2 decisions: cut to the explained rank", second.why());

        Dim cut = rank(2, 10);
        Decision third = seeing(cut, 1, 1).step(300).decide(new InRankEfficient(), EFFICIENT, second.next());
        assertEquals("cut to its rank at step 200", third.why());
        assertEquals(Optional.empty(), third.plan());
    }

    @Test
    void aRefactorOfWhatIsNoProductOrToMoreTermsThanThereAreBreaksThePromises() {
        Dim product = rank(5, 10);
        assertEquals(List.of(), refactoring(product, 5));
        assertEquals(List.of("layer.rank 5/10 is refactored to 6 terms. Keep 1 to 5."), refactoring(product, 6));
        assertEquals(List.of("layer.rank 5/10 is refactored to 0 terms. Keep 1 to 5."), refactoring(product, 0));
        assertEquals(
                List.of(
                        "layer.rank 5/10 is refactored and has no spectrum of a product. Leave it, or refuse it in begin."),
                refactoring(product.withSpectrum(Spectrum.shells("layer.u")), 5));
    }

    private static List<String> refactoring(Dim dim, int keep) {
        GrowthStrategy<InRank.Settings> strategy = new GrowthStrategy<>() {
            @Override
            public Class<InRank.Settings> settings() {
                return InRank.Settings.class;
            }

            @Override
            public Decision decide(StepView seen, InRank.Settings settings, PluginState state) {
                return Decision.grow(GrowthPlan.of(GrowthOp.refactor(dim, keep)), "cut", state);
            }
        };
        return Promises.broken(strategy, SETTINGS, seeing(dim), EMPTY);
    }

    @Test
    void growthBeginsTheWaitAnew() {
        Dim dim = rank(4, 10);
        PluginState quiet = seeing(dim, 1, 0, 0, 0)
                .decide(new InRankEfficient(), EFFICIENT, EMPTY)
                .next();
        Decision grown = seeing(dim, 1, 1, 1, 1).decide(new InRankEfficient(), EFFICIENT, quiet);
        assertEquals(to(6), grown.plan());
        Decision after = seeing(dim, 1, 0, 0, 0).decide(new InRankEfficient(), EFFICIENT, grown.next());
        assertEquals(Optional.empty(), after.plan());
    }
}
