package org.espalier.inrank;

import static org.espalier.inrank.Products.flat;
import static org.espalier.inrank.Products.layout;
import static org.espalier.inrank.Products.rank;
import static org.espalier.inrank.Products.seeing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.testkit.PlainView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InRankTest {
    private static final PluginState EMPTY = PluginState.empty();
    private static final InRankSettings SETTINGS = settings(Criterion.ENERGY, 0.9, 2);

    private static InRankSettings settings(Criterion criterion, double explained, int buffer) {
        return new InRankSettings(criterion, explained, buffer, 1, 0);
    }

    private static Decision decide(InRankSettings settings, int limit, double... energy) {
        return seeing(rank("layer", energy.length, limit), energy).decide(new InRank(), settings, EMPTY);
    }

    /** The rank to which a spectrum grows a product; the present one if it stays. */
    private static int grown(InRankSettings settings, int limit, double... energy) {
        return decide(settings, limit, energy)
                .plan()
                .map(plan -> ((GrowthOp.Resize) plan.ops().get(0)).size())
                .orElse(energy.length);
    }

    @Test
    void theRankGrowsToWhatExplainsMoreThanTheShareBesideItsBuffer() {
        assertEquals(3 + 2, grown(SETTINGS, 20, 6, 2, 1.5, 0.5));
        assertEquals(4 + 2, grown(SETTINGS, 20, 1, 1, 1, 1));
        assertEquals(4, grown(SETTINGS, 20, 6, 3.5, 0.3, 0.2));
        assertEquals(8 + 4, grown(settings(Criterion.ENERGY, 0.9, 4), 20, flat(8)));
        assertEquals(6 + 4, grown(settings(Criterion.ENERGY, 0.7, 4), 20, flat(8)));
    }

    @Test
    void exactlyTheShareIsNotMoreThanIt() {
        assertEquals(4, grown(settings(Criterion.ENERGY, 0.75, 1), 20, 2, 1, 1));
        assertEquals(3, grown(settings(Criterion.ENERGY, 0.74, 1), 20, 2, 1, 1));
    }

    @Test
    void aRankWithinItsBufferGrowsAsSoonAsThereIsSomethingToExplain() {
        assertEquals(1 + 5, grown(settings(Criterion.ENERGY, 0.9, 5), 20, 3, 0.1));
        assertEquals(2, grown(settings(Criterion.ENERGY, 0.9, 5), 20, 0, 0));
    }

    /** Of no directions the share is 0 whatever was learned: no number tells that nothing was compared. */
    @Test
    void whereNoDirectionLeadsNoShareIsTold() {
        InRankSettings settings = settings(Criterion.ENERGY, 0.9, 5);
        Decision grown = decide(settings, 20, 3, 0.1);
        assertEquals("no direction leads", grown.why());
        assertEquals(Map.of("layer.rank.energy", 3.1), grown.figures());
        assertEquals(
                "no direction leads, and nothing was learned yet",
                decide(settings, 20, 0, 0).why());
        assertEquals(
                "no direction leads, at the limit",
                efficient(5, rank("layer", 2, 2), 3, 0.1).why());

        Dim within = rank("within", 2, 20);
        Dim beyond = rank("beyond", 6, 20);
        PlainView.Builder view = PlainView.claiming(within, beyond)
                .layout(layout(within, beyond))
                .spectrum(within, 3, 0.1)
                .spectrum(beyond, flat(6));
        Decision both = view.decide(new InRank(), settings, EMPTY);
        assertEquals("explained beyond.rank .167 ≤ .900; no direction leads in within.rank", both.why());
        assertEquals(
                Map.of(
                        "beyond.rank.energy",
                        6.0,
                        "beyond.rank.explained",
                        1.0 / 6,
                        "wanted",
                        0.9,
                        "within.rank.energy",
                        3.1),
                both.figures());
    }

    private static Decision efficient(int buffer, Dim dim, double... energy) {
        return seeing(dim, energy)
                .decide(
                        new InRankEfficient(),
                        new InRankEfficientSettings(Criterion.ENERGY, 0.9, buffer, 1, 0, 9),
                        EMPTY);
    }

    @Test
    void growthSaysWhyAndKeepsTheFunction() {
        Dim dim = rank("layer", 4, 20);
        Decision decision = seeing(dim, 6, 2, 1.5, 0.5).decide(new InRank(), SETTINGS, EMPTY);
        assertEquals("explained .800 ≤ .900", decision.why());
        GrowthOp.Resize resize =
                GrowthOp.resize(dim, 5).because("explained .800 ≤ .900").born("layer.u", Init.zero());
        assertEquals(Optional.of(GrowthPlan.of(resize).preservingFunction()), decision.plan());
        assertEquals(Map.of("layer.rank.energy", 10.0, "layer.rank.explained", 0.8, "wanted", 0.9), decision.figures());
        assertEquals(
                "explained .950 > .900", decide(SETTINGS, 20, 6, 3.5, 0.3, 0.2).why());
        assertEquals(
                "explained .9001 > .900",
                decide(SETTINGS, 20, 9, 0.001, 0.5, 0.499).why());
    }

    @ParameterizedTest
    @EnumSource(Criterion.class)
    void anUpdateThatIsZeroDoesNotGrow(Criterion criterion) {
        Decision decision = decide(settings(criterion, 0.9, 2), 20, 0, 0, 0, 0);
        assertEquals(Optional.empty(), decision.plan());
        assertTrue(decision.why().endsWith("explained 1.000 > .900"), decision.why());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aSpectrumThatIsNotFiniteDoesNotGrow(double bad) {
        for (Criterion criterion : Criterion.values()) {
            Decision decision = decide(settings(criterion, 0.9, 2), 20, bad, 1, 1, 1);
            assertEquals(Optional.empty(), decision.plan());
            assertEquals("the spectrum is not finite in layer.rank", decision.why());
            assertEquals(Map.of(), decision.figures());
        }
    }

    @Test
    void growthEndsAtTheLimitAndThenNoSpectrumIsLookedAt() {
        assertEquals(5, grown(SETTINGS, 5, 1, 1, 1, 1));
        Dim full = rank("layer", 5, 5);
        Decision decision = PlainView.claiming(full).sees().decide(new InRank(), SETTINGS, EMPTY);
        assertEquals("every rank is at its limit", decision.why());
        Dim free = rank("other", 4, 20);
        Decision beside = PlainView.claiming(full, free)
                .layout(layout(full, free))
                .spectrum(full, flat(5))
                .spectrum(free, 8, 1.5, 0.3, 0.2)
                .decide(new InRank(), SETTINGS, EMPTY);
        assertEquals("explained layer.rank .600 ≤ .900, but at the limit", beside.why());
        assertEquals(Optional.empty(), beside.plan());
    }

    @Test
    void theRankNeverFallsAndTheLeadingPartGrowsByAtMostTheBuffer() {
        InRankSettings settings = settings(Criterion.ENERGY, 0.9, 3);
        int size = 5;
        for (int call = 0; call < 40; call++) {
            double[] energy = new double[size];
            for (int i = 0; i < size; i++) {
                energy[i] = Math.pow(call % 3 == 0 ? 0.95 : 0.1, i);
            }
            int next = grown(settings, 20, energy);
            assertTrue(next >= size && next <= Math.min(20, size + 3), size + " to " + next);
            size = next;
        }
        assertEquals(20, size);
    }

    @Test
    void theReferencesCriterionCountsTheSingularValuesOfTheWholeMatrix() {
        // s = 2, 1, 1 and 17 zeros: Var over 20 values, and 1 − Var(0, 1, 1, 0…)/Var(2, 1, 1, 0…) = 1 − 1.8/5.2.
        Decision decision = decide(settings(Criterion.REFERENCE_VARIANCE, 0.65, 2), 20, 4, 1, 1);
        assertEquals("variance explained .654 > .650", decision.why());
        assertEquals(3, grown(settings(Criterion.REFERENCE_VARIANCE, 0.65, 2), 20, 4, 1, 1));
        assertEquals(2 + 2, grown(settings(Criterion.REFERENCE_VARIANCE, 0.66, 2), 20, 4, 1, 1));
        assertEquals(2 + 2, grown(settings(Criterion.ENERGY, 0.67, 2), 20, 4, 1, 1));
    }

    @Test
    void everyProductDecidesAlone() {
        Dim[] ranks = {rank("a", 4, 20), rank("b", 4, 20), rank("c", 4, 20), rank("d", 4, 20), rank("e", 4, 20)};
        PlainView.Builder view = PlainView.claiming(ranks).layout(layout(ranks));
        double[][] spectra = {{1, 1, 1, 1}, {9, 1, 0, 0}, {6, 2, 1.5, 0.5}, {5, 3, 2, 0}, {4, 4, 1, 1}};
        for (int i = 0; i < ranks.length; i++) {
            view.spectrum(ranks[i], spectra[i]);
        }
        Decision decision = view.decide(new InRank(), SETTINGS, EMPTY);
        assertEquals("explained .500 to .800 in 4 of 5 ranks ≤ .900", decision.why());
        List<String> ops = new ArrayList<>();
        for (GrowthOp op : decision.plan().orElseThrow().ops()) {
            GrowthOp.Resize resize = (GrowthOp.Resize) op;
            ops.add(resize.dim() + " " + resize.size() + " " + resize.why().orElse(""));
        }
        assertEquals(
                List.of(
                        "a.rank 6 explained .500 ≤ .900",
                        "c.rank 5 explained .800 ≤ .900",
                        "d.rank 5 explained .800 ≤ .900",
                        "e.rank 6 explained .800 ≤ .900"),
                ops);
        assertEquals(1.0, decision.figures().get("b.rank.explained"));
        Decision two = PlainView.claiming(ranks[0], ranks[1])
                .layout(layout(ranks))
                .spectrum(ranks[0], spectra[0])
                .spectrum(ranks[1], spectra[1])
                .decide(new InRank(), SETTINGS, EMPTY);
        assertEquals("explained a.rank .500 ≤ .900", two.why());
    }

    /** A matrix between two dims ends one product and begins the next: zero throughout, units that come on both sides would never learn. */
    @Test
    void whatEndsOneProductAndBeginsTheNextIsBornAsItsLayoutSaysWhereBothGrow() {
        Dim first = width("first", "a", "b");
        Dim second = width("second", "b", "c");
        Layout layout = Layout.of(
                matrix("a", Axis.fixed(Role.CONSUMES, 30), Axis.of(Role.PRODUCES, first)),
                matrix("b", Axis.of(Role.CONSUMES, first), Axis.of(Role.PRODUCES, second)),
                matrix("c", Axis.of(Role.CONSUMES, second), Axis.fixed(Role.PRODUCES, 30)));
        PlainView.Builder both = PlainView.claiming(first, second)
                .layout(layout)
                .spectrum(first, flat(4))
                .spectrum(second, flat(4));
        assertEquals(List.of(Map.of(), Map.of("c", Init.zero())), births(both));
        PlainView.Builder one = PlainView.claiming(first, second)
                .layout(layout)
                .spectrum(first, flat(4))
                .spectrum(second, 9, 1, 0, 0);
        assertEquals(List.of(Map.of("b", Init.zero())), births(one));
        SettingsException refusal = assertThrows(SettingsException.class, () -> new InRankEfficient()
                .begin(both.view(), new InRankEfficientSettings(Criterion.ENERGY, 0.9, 2, 1, 0, 1)));
        assertEquals(
                "dims: first, second — share b, so that they cannot be cut together; claim one of them, or take type: inrank",
                refusal.getMessage());
    }

    private static Dim width(String name, String makes, String uses) {
        return Dim.of(name, DimKind.WIDTH, 4, 20).withSpectrum(Spectrum.product(makes, uses));
    }

    private static Parameter matrix(String name, Axis in, Axis out) {
        return Parameter.trained(name, Init.normal(1), in, out).silentAlong(Role.CONSUMES);
    }

    private static List<Map<String, Init>> births(PlainView.Builder view) {
        return view.decide(new InRank(), SETTINGS, EMPTY).plan().orElseThrow().ops().stream()
                .map(op -> ((GrowthOp.Resize) op).inits())
                .toList();
    }

    @Test
    void checksAreAGapApartAndBeginAfterTheWarmUp() {
        InRankSettings settings = new InRankSettings(Criterion.ENERGY, 0.9, 2, 25, 100);
        Dim dim = rank("layer", 4, 20);
        PlainView.Builder view = seeing(dim, 1, 1, 1, 1);
        Decision early = view.step(99).decide(new InRank(), settings, EMPTY);
        assertEquals("warm-up until step 100", early.why());
        assertEquals(Optional.empty(), early.plan());
        assertEquals(100, early.notBefore());
        Decision first = view.step(100).decide(new InRank(), settings, early.next());
        assertTrue(first.plan().isPresent());
        Decision between = view.step(124).decide(new InRank(), settings, first.next());
        // At which step the job has it asked then only the host knows.
        assertEquals("no check before step 125", between.why());
        assertEquals(125, between.notBefore());
        assertEquals(first.next(), between.next());
        assertTrue(view.step(125)
                .decide(new InRank(), settings, between.next())
                .plan()
                .isPresent());
    }

    @Test
    void whoeverAsksIsToldOfEveryRankEvenWhereItIsTooEarlyForALook() {
        InRankSettings settings = new InRankSettings(Criterion.ENERGY, 0.9, 2, 25, 100);
        Dim[] ranks = {rank("a", 4, 20), rank("b", 4, 20), rank("c", 4, 4), rank("d", 2, 20)};
        PlainView.Builder view = PlainView.claiming(ranks)
                .layout(layout(ranks))
                .spectrum(ranks[0], flat(4))
                .spectrum(ranks[1], 9, 1, 0, 0)
                .spectrum(ranks[2], flat(4))
                .spectrum(ranks[3], 1, 1)
                .step(7);
        assertEquals(
                "warm-up until step 100",
                view.decide(new InRank(), settings, EMPTY).why());
        assertEquals(
                List.of(
                        "a.rank 4 of 20: explained .500 ≤ .900, would become 6",
                        "b.rank 4 of 20: explained 1.000 > .900, stays",
                        "c.rank 4 of 4, its limit: explained .500 ≤ .900, but at the limit, stays",
                        "d.rank 2 of 20: no direction leads, would become 4"),
                new InRank().outlook(view.view(), settings, EMPTY));
    }

    @Test
    void dimsThatAreNoRanksOfProductsAreRefusedAtTheStart() {
        Dim modes = Dim.of("layer0.modes", DimKind.MODES, 4, 8).withSpectrum(Spectrum.shells("layer0.spectral"));
        for (Dim dim : new Dim[] {modes, Dim.of("width", DimKind.WIDTH, 4, 8)}) {
            SettingsException refusal = assertThrows(SettingsException.class, () -> new InRank()
                    .begin(PlainView.claiming(dim).view(), SETTINGS));
            assertEquals(
                    "dims: " + dim.name() + " — is no rank of a product; claim dims that are, such as *.rank",
                    refusal.getMessage());
        }
        assertEquals(
                EMPTY,
                new InRank().begin(PlainView.claiming(rank("layer", 4, 8)).view(), SETTINGS));
    }

    @Test
    void aBufferAsLargeAsEveryRankMayGetIsRefusedAtTheStart() {
        PlainView.Builder view = PlainView.claiming(rank("small", 4, 8), rank("large", 4, 16));
        InRankEfficientSettings efficient = new InRankEfficientSettings(Criterion.ENERGY, 0.9, 16, 1, 0, 1);
        for (Runnable attempt : new Runnable[] {
            () -> new InRank().begin(view.view(), settings(Criterion.ENERGY, 0.9, 16)),
            () -> new InRankEfficient().begin(view.view(), efficient)
        }) {
            SettingsException refusal = assertThrows(SettingsException.class, attempt::run);
            assertEquals(
                    "buffer: 16 — no rank that it claims may go beyond 16, so that no direction would ever lead; lower it",
                    refusal.getMessage());
        }
        // One that can grow is enough: small matrices are claimed along with the others.
        assertEquals(EMPTY, new InRank().begin(view.view(), settings(Criterion.ENERGY, 0.9, 15)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 1.5, Double.NaN})
    void aShareThatIsAlwaysOrNeverReachedIsRefused(double share) {
        for (Runnable attempt : new Runnable[] {
            () -> settings(Criterion.ENERGY, share, 2),
            () -> new InRankEfficientSettings(Criterion.ENERGY, share, 2, 1, 0, 1)
        }) {
            SettingsException refusal = assertThrows(SettingsException.class, attempt::run);
            assertEquals("explained: " + share + " — must lie between 0 and 1, neither included", refusal.getMessage());
        }
    }
}
