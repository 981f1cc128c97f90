package org.espalier.ifno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
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
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.testkit.PlainView;
import org.junit.jupiter.api.Test;

class IfnoTest {
    private static final PluginState EMPTY = PluginState.empty();
    private static final IfnoSettings DEFAULT = settings(IfnoSettings.EXPLAINED, 0.97, 2, 0);

    private static IfnoSettings settings(String criterion, double explained, int buffer, int maxStep) {
        return new IfnoSettings(criterion, explained, buffer, maxStep, 1e-3, IfnoSettings.ZERO, 0);
    }

    private static Dim modes(String layer, int size) {
        return Dim.of(layer + ".modes", DimKind.MODES, size, 12).withSpectrum(Spectrum.shells(layer + ".spectral"));
    }

    private static Layout layout(Dim... dims) {
        return Layout.of(Arrays.stream(dims)
                .map(d -> Parameter.trained(
                        d.name().replace("modes", "spectral"),
                        Init.normal(0.1),
                        Axis.fixed(Role.SPATIAL, 2).times(d),
                        Axis.fixed(Role.PRODUCES, 3)))
                .toArray(Parameter[]::new));
    }

    private static Decision judge(IfnoSettings settings, double... spectrum) {
        Dim dim = modes("layer0", spectrum.length);
        return PlainView.claiming(dim)
                .layout(layout(dim))
                .spectrum(dim, spectrum)
                .gradientEnergy(dim, spectrum)
                .decide(new Ifno(), settings, EMPTY);
    }

    private static int size(Decision decision) {
        return ((GrowthOp.Resize) decision.plan().orElseThrow().ops().get(0)).size();
    }

    @Test
    void theExampleOfTheDesignGrowsByOneAndSaysWhy() {
        Decision decision = judge(DEFAULT, 9.1, 3.0, 1.1, 0.27, 0.33, 0.2);
        assertEquals("explained .962 < .970", decision.why());
        assertEquals(7, size(decision));
        assertEquals(13.47 / 14.0, decision.figures().get("layer0.modes.explained"), 1e-12);
    }

    @Test
    void aDimGrowsUntilItsLeadingEntriesExplainEnoughAtMostByTheBuffer() {
        assertEquals(4 + 2, size(judge(settings(IfnoSettings.EXPLAINED, 0.97, 3, 0), 10, 5, 3, .1, .1)));
        assertEquals(6 + 2, size(judge(DEFAULT, 1, 1, 1, 1, 1, 1)));
        assertEquals(6 + 1, size(judge(settings(IfnoSettings.EXPLAINED, 0.97, 2, 1), 1, 1, 1, 1, 1, 1)));
    }

    @Test
    void enoughExplainedKeepsAndSaysSo() {
        Decision decision = judge(DEFAULT, 9.8, 0, 0.1, 0.1);
        assertEquals("explained .980 ≥ .970", decision.why());
        assertEquals(Optional.empty(), decision.plan());
    }

    @Test
    void exactlyTheThresholdKeeps() {
        assertEquals(
                Optional.empty(),
                judge(settings(IfnoSettings.EXPLAINED, 0.75, 1, 0), 2, 1, 1).plan());
        assertEquals(
                "explained .750 ≥ .750",
                judge(settings(IfnoSettings.EXPLAINED, 0.75, 1, 0), 2, 1, 1).why());
    }

    @Test
    void aShareJustBelowTheThresholdIsWrittenWithEnoughDigits() {
        assertEquals(
                "explained .96999 < .970",
                judge(settings(IfnoSettings.EXPLAINED, 0.97, 1, 0), 96.999, 3.001)
                        .why());
    }

    @Test
    void anAllZeroSpectrumHasNothingLeftToExplain() {
        assertEquals("explained 1.000 ≥ .970", judge(DEFAULT, 0, 0, 0, 0).why());
    }

    @Test
    void aDimWithinItsBufferGrows() {
        Decision decision = judge(settings(IfnoSettings.EXPLAINED, 0.97, 5, 0), 3, 1);
        assertEquals("explained .000 < .970", decision.why());
        assertEquals(2 + 5, size(decision));
    }

    @Test
    void aSpectrumThatIsNotFiniteNeverGrows() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Decision decision = judge(DEFAULT, 1, 1, bad, 1, 1);
            assertEquals(Optional.empty(), decision.plan());
            assertEquals("energy is not finite in layer0.modes", decision.why());
            assertEquals(Map.of(), decision.figures());
        }
    }

    @Test
    void everyLayerDecidesAlone() {
        Dim a = modes("layer0", 4);
        Dim b = modes("layer1", 5);
        Dim c = modes("layer2", 4);
        Decision decision = PlainView.claiming(a, b, c)
                .layout(layout(a, b, c))
                .spectrum(a, 1, 1, 1, 1)
                .spectrum(b, 1, 0, 0, 0, 0)
                .spectrum(c, 4, 4, 1, 1)
                .decide(new Ifno(), DEFAULT, EMPTY);
        assertEquals("explained layer0.modes .500, layer2.modes .800 < .970", decision.why());
        assertEquals(
                GrowthPlan.of(
                                GrowthOp.resize(a, 6)
                                        .born("layer0.spectral", Init.zero())
                                        .because("explained .500 < .970"),
                                GrowthOp.resize(c, 6)
                                        .born("layer2.spectral", Init.zero())
                                        .because("explained .800 < .970"))
                        .preservingFunction(),
                decision.plan().orElseThrow());
        assertEquals(1.0, decision.figures().get("layer1.modes.explained"));
    }

    @Test
    void growthStopsAtTheLimitAndAtPermittedSizes() {
        Dim nearlyFull = Dim.of("m", DimKind.MODES, 4, 5).withSpectrum(Spectrum.shells("r"));
        assertEquals(5, size(flat(nearlyFull)));
        assertEquals(8, size(flat(nearlyFull.withLimit(12).withPermitted(4, 8, 12))));

        assertEquals("every dim is at its limit", flat(nearlyFull.withLimit(4)).why());
        Dim full = nearlyFull.withLimit(4);
        Dim free = modes("layer0", 4);
        Decision decision = PlainView.claiming(full, free)
                .spectrum(full, 1, 1, 1, 1)
                .spectrum(free, 1, 0, 0, 0)
                .decide(new Ifno(), DEFAULT, EMPTY);
        assertEquals("explained m .500 < .970, but at the limit", decision.why());
        assertFalse(decision.plan().isPresent());
    }

    private static Decision flat(Dim dim) {
        return PlainView.claiming(dim).spectrum(dim, 1, 1, 1, 1).decide(new Ifno(), DEFAULT, EMPTY);
    }

    @Test
    void bornZeroKeepsTheFunctionAndStillLetsGradientsFlow() {
        Dim rank = Dim.of("rank", DimKind.RANK, 4, 12).withSpectrum(Spectrum.product("u", "v"));
        Layout layout = Layout.of(
                Parameter.trained("u", Init.zero(), Axis.fixed(Role.PRODUCES, 8), Axis.of(Role.CONSUMES, rank)),
                Parameter.trained("v", Init.orthonormal(), Axis.of(Role.PRODUCES, rank), Axis.fixed(Role.CONSUMES, 8)),
                Parameter.frozen("w0", Init.identity(), Axis.fixed(Role.PRODUCES, 8)));
        Decision decision = PlainView.claiming(rank)
                .layout(layout)
                .spectrum(rank, 1, 1, 1, 1)
                .decide(new Ifno(), DEFAULT, EMPTY);
        GrowthOp.Resize op =
                (GrowthOp.Resize) decision.plan().orElseThrow().ops().get(0);
        assertEquals(Map.of("u", Init.zero()), op.inits());
    }

    @Test
    void bornByDefaultPromisesNothing() {
        Dim dim = modes("layer0", 4);
        IfnoSettings settings = new IfnoSettings(IfnoSettings.EXPLAINED, 0.97, 2, 0, 1e-3, IfnoSettings.DEFAULT, 0);
        Decision decision = PlainView.claiming(dim)
                .layout(layout(dim))
                .spectrum(dim, 1, 1, 1, 1)
                .decide(new Ifno(), settings, EMPTY);
        assertEquals(
                GrowthPlan.of(GrowthOp.resize(dim, 6).because("explained .500 < .970")),
                decision.plan().orElseThrow());
    }

    @Test
    void theGradientsEnergyIsJudgedInPlaceOfTheWeights() {
        Dim dim = modes("layer0", 4);
        Decision decision = PlainView.claiming(dim)
                .gradientEnergy(dim, 1, 1, 1, 1)
                .sees(Signal.GRADIENT_ENERGY)
                .decide(new Ifno(), settings(IfnoSettings.GRADIENT, 0.9, 2, 0), EMPTY);
        assertEquals("gradient explained .500 < .900", decision.why());
        assertEquals(6, size(decision));
    }

    @Test
    void theVarianceRatioIsThePrototypesWithoutItsWrap() {
        // Strengths 1/k with five buffered entries: the values of the prototype where it does not wrap.
        double[] expected = {.71, .83, .89};
        for (int i = 0; i < 3; i++) {
            assertEquals(expected[i], Verdict.varianceExplained(harmonic(6 + i), 1 + i), 0.006);
        }
        assertEquals(.94, Verdict.varianceExplained(harmonic(10), 5), 0.006);
        for (int size = 1; size <= 5; size++) {
            assertEquals(0, Verdict.varianceExplained(harmonic(size), 0));
        }
        assertEquals(1, Verdict.varianceExplained(new double[] {.3, .3, .3, .3, .3, .3, .3}, 2));
        assertEquals(1, Verdict.varianceExplained(new double[7], 2));
    }

    private static double[] harmonic(int size) {
        double[] energy = new double[size];
        for (int k = 1; k <= size; k++) {
            energy[k - 1] = 1.0 / k / k;
        }
        return energy;
    }

    @Test
    void theVarianceRatioGrowsByOne() {
        IfnoSettings settings = settings(IfnoSettings.REFERENCE_VARIANCE, 0.9, 5, 0);
        Decision decision = judge(settings, harmonic(7));
        assertEquals("variance explained .835 < .900", decision.why());
        assertEquals(8, size(decision));
        assertEquals(4, size(judge(settings, harmonic(3))));
        assertEquals(Optional.empty(), judge(settings, 2, 2, 2, 2, 2, 2, 2).plan());
        assertEquals(Optional.empty(), judge(settings, harmonic(11)).plan());
    }

    private static Decision byLoss(double loss, PluginState state) {
        Dim a = modes("layer0", 4);
        Dim b = modes("layer1", 12);
        return PlainView.claiming(a, b)
                .heldOutLoss(loss)
                .sees(Signal.HELD_OUT_LOSS)
                .decide(new Ifno(), settings(IfnoSettings.LOSS_GAP, 0.97, 2, 0), state);
    }

    @Test
    void aStalledLossAddsOneEntry() {
        Decision first = byLoss(0.5, EMPTY);
        assertEquals("first validation loss, nothing to compare it with", first.why());
        Decision moving = byLoss(0.4, first.next());
        assertEquals("validation loss 0.4000 after 0.5000: still moving by more than 0.001", moving.why());
        Decision stalled = byLoss(0.3999, moving.next());
        assertEquals("validation loss 0.3999 after 0.4000: stalled", stalled.why());
        assertEquals(1, stalled.plan().orElseThrow().ops().size());
        assertEquals(5, size(stalled));
    }

    @Test
    void aLossThatIsNotANumberNeverGrowsAndIsNotComparedWith() {
        PluginState state = byLoss(0.4, EMPTY).next();
        Decision nan = byLoss(Double.NaN, state);
        assertEquals("the loss is not finite: NaN", nan.why());
        assertEquals(Optional.empty(), nan.plan());
        assertEquals(Optional.empty(), byLoss(0.4, nan.next()).plan());

        Dim dim = modes("layer0", 4);
        Decision decision = PlainView.claiming(dim)
                .trainLoss(Double.NaN)
                .spectrum(dim, 1, 1, 1, 1)
                .decide(new Ifno(), DEFAULT, EMPTY);
        assertEquals(Optional.empty(), decision.plan());
    }

    @Test
    void theDecisionAfterAChangeOfResolutionIsSkipped() {
        Decision coarse = onGrid(16, EMPTY);
        assertTrue(coarse.plan().isPresent());
        Decision changed = onGrid(32, coarse.next());
        assertEquals("resolution changed 16 → 32: measured on two grids", changed.why());
        assertEquals(Optional.empty(), changed.plan());
        assertTrue(onGrid(32, changed.next()).plan().isPresent());
    }

    private static Decision onGrid(int points, PluginState state) {
        Dim dim = modes("layer0", 4);
        return PlainView.claiming(dim)
                .beside(Dim.of("resolution", DimKind.RESOLUTION, points, 64))
                .spectrum(dim, 1, 1, 1, 1)
                .decide(new Ifno(), DEFAULT, state);
    }

    @Test
    void nothingGrowsBeforeTheWarmUpEnds() {
        Dim dim = modes("layer0", 4);
        IfnoSettings settings = new IfnoSettings(IfnoSettings.EXPLAINED, 0.97, 2, 0, 1e-3, IfnoSettings.ZERO, 200);
        var view = PlainView.claiming(dim).spectrum(dim, 1, 1, 1, 1);
        assertEquals(
                "warm-up until step 200",
                view.step(199).decide(new Ifno(), settings, EMPTY).why());
        assertEquals(200, view.step(199).decide(new Ifno(), settings, EMPTY).notBefore());
        assertTrue(view.step(200).decide(new Ifno(), settings, EMPTY).plan().isPresent());
    }

    @Test
    void sizesNeverFallOverAWholeRun() {
        int size = 3;
        for (int epoch = 0; epoch < 20; epoch++) {
            double[] spectrum = new double[size];
            for (int k = 0; k < size; k++) {
                spectrum[k] = Math.exp(-k * (epoch % 3) * 0.4);
            }
            Decision decision = judge(DEFAULT, spectrum);
            int next = decision.plan().isPresent() ? size(decision) : size;
            assertTrue(next >= size && next <= 12);
            size = next;
        }
        assertEquals(12, size);
    }

    @Test
    void onlyTheCriterionsSignalIsWanted() {
        for (String criterion : new String[] {
            IfnoSettings.EXPLAINED, IfnoSettings.GRADIENT, IfnoSettings.LOSS_GAP, IfnoSettings.REFERENCE_VARIANCE
        }) {
            IfnoSettings settings = settings(criterion, 0.9, 2, 0);
            assertEquals(criterion.equals(IfnoSettings.EXPLAINED), new Ifno().wants(Signal.SPECTRUM, settings));
            assertEquals(criterion.equals(IfnoSettings.LOSS_GAP), new Ifno().wants(Signal.HELD_OUT_LOSS, settings));
            assertEquals(settings.byGradient(), new Ifno().wants(Signal.GRADIENT_ENERGY, settings));
        }
    }

    @Test
    void aDimWithoutSpectrumIsRefusedAtTheStartUnlessTheLossDecides() {
        var view = PlainView.claiming(Dim.of("width", DimKind.WIDTH, 4, 8)).view();
        assertEquals(
                "dims: width — has no spectrum for criterion explained to read; claim dims that have one, such as Fourier"
                        + " modes, or use criterion loss-gap",
                assertThrows(SettingsException.class, () -> new Ifno().begin(view, DEFAULT))
                        .getMessage());
        assertEquals(EMPTY, new Ifno().begin(view, settings(IfnoSettings.LOSS_GAP, 0.97, 2, 0)));
    }
}
