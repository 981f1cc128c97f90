package org.espalier.testkit.doubles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Region;
import org.espalier.api.plugin.PluginState;
import org.espalier.testkit.PlainView;
import org.espalier.testkit.strategy.Promises;
import org.junit.jupiter.api.Test;

class IncrementalModesTest {
    private static final SpectralStack MODEL = new SpectralStack(2, 4, 6, 3);
    private static final InRank.Settings SETTINGS = new InRank.Settings(0.9, 2);

    private static PlainView.Builder seeing(double[] first, double[] second) {
        List<Dim> dims = MODEL.dims().list();
        return PlainView.claiming(dims.get(0), dims.get(1))
                .layout(MODEL.layout(MODEL.dims()))
                .spectrum(dims.get(0), first)
                .spectrum(dims.get(1), second);
    }

    @Test
    void theLayerThatExplainsTooLittleGetsOneModeBornZero() {
        var seen = seeing(new double[] {9, 1, 0, 0}, new double[] {4, 4, 1, 1});
        Decision decision = seen.decide(new IncrementalModes(), SETTINGS, PluginState.empty());
        assertEquals("1 layers explain less than 0.900", decision.why());
        GrowthOp.Resize op =
                (GrowthOp.Resize) decision.plan().orElseThrow().ops().get(0);
        assertEquals("layer1.modes", op.dim());
        assertEquals(5, op.size());
        assertEquals(Optional.of(Init.zero()), op.birth("layer1.spectral"));
        assertEquals(Optional.empty(), op.birth("layer0.spectral"));
        assertEquals(List.of(), Promises.broken(new IncrementalModes(), SETTINGS, seen, PluginState.empty()));
    }

    @Test
    void nothingGrowsOnWhatIsNotFinite() {
        double[] flat = {1, 1, 1, 1};
        var diverged = seeing(flat, flat).trainLoss(Double.NaN);
        assertEquals(
                "the loss is not finite",
                diverged.decide(new IncrementalModes(), SETTINGS, PluginState.empty())
                        .why());
        double[] bad = {1, 1, Double.POSITIVE_INFINITY, 1};
        assertEquals(
                Optional.empty(),
                seeing(bad, bad)
                        .decide(new IncrementalModes(), SETTINGS, PluginState.empty())
                        .plan());
    }

    @Test
    void oneModeMoreIsOneShellInBothSignsAndNoEntryShifts() {
        Layout before = MODEL.layout(MODEL.dims());
        Layout after =
                MODEL.layout(MODEL.dims().with(MODEL.dims().get("layer0.modes").withSize(5)));
        assertEquals(before.get("layer1.spectral"), after.get("layer1.spectral"));
        Region region = Region.grown(before.get("layer0.spectral"), after.get("layer0.spectral"));
        int perMode = 3 * 3 * 2;
        assertEquals((10 * 5 - 8 * 4) * perMode, region.count());
        // Row k of the − block is row 5 + k now; its last, and the last of the + block, are new.
        for (int row = 0; row < 10; row++) {
            assertEquals(row == 4 || row == 9, region.newborn(0, row));
        }
        for (int column = 0; column < 5; column++) {
            assertEquals(column == 4, region.newborn(1, column));
        }
    }
}
