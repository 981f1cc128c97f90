package org.espalier.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;
import org.espalier.layers.testing.NamedTensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FnoModelTest {
    private static final FnoSettings SETTINGS = new FnoSettings(20, 4, 4, 12, 128);
    private final Fno2d model = new Fno2d();

    private static Shapes plane(int n1, int n2) {
        return Shapes.of(20, new int[] {n1, n2, 1}, new int[] {n1, n2, 1});
    }

    @Test
    void everyLayerDeclaresItsModesWithTheirSpectrum() {
        Dims dims = model.dims(SETTINGS);
        assertEquals(4, dims.matching("*.modes").size());
        assertEquals(4, dims.size("layer3.modes"));
        assertEquals(12, dims.get("layer3.modes").limit());
        assertEquals(
                Spectrum.shells("layer3.spectral.weight"),
                dims.get("layer3.modes").spectrum());
    }

    @Test
    void aCoarseGridLowersTheLimitsAndAFineOneRaisesThemAgain() {
        Dims coarse = model.complete(SETTINGS, model.dims(SETTINGS), plane(16, 20));
        assertEquals(8, coarse.get("layer0.modes").limit());
        assertEquals(
                12,
                model.complete(SETTINGS, coarse, plane(32, 32))
                        .get("layer0.modes")
                        .limit());
    }

    @Test
    void moreModesThanTheGridHasAreRefusedByName() {
        SettingsException refusal = assertThrows(
                SettingsException.class, () -> model.complete(SETTINGS, model.dims(SETTINGS), plane(32, 6)));
        assertTrue(refusal.getMessage().startsWith("modes: 4"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("at most 3"), refusal.getMessage());
        Dims grown = model.dims(SETTINGS);
        Dims wide = grown.with(grown.get("layer2.modes").withSize(9));
        SettingsException growth =
                assertThrows(SettingsException.class, () -> model.complete(SETTINGS, wide, plane(16, 16)));
        assertTrue(growth.getMessage().startsWith("layer2.modes: 9"), growth.getMessage());
    }

    @Test
    void dataWithoutAPlaneIsRefused() {
        Shapes line = Shapes.of(2, new int[] {64, 1}, new int[] {64, 1});
        assertThrows(SettingsException.class, () -> model.complete(SETTINGS, model.dims(SETTINGS), line));
    }

    @Test
    void moreModesAtBirthThanEverAreRefused() {
        assertThrows(SettingsException.class, () -> new FnoSettings(20, 4, 13, 12, 128));
    }

    @Test
    void birthIsAsInTheOriginalAndGrowthIsZero() {
        Layout layout = model.layout(SETTINGS, model.dims(SETTINGS), plane(32, 32));
        Parameter spectral = layout.get("layer2.spectral.weight");
        assertArrayEquals(new int[] {2, 4, 4, 2, 20, 20}, spectral.shape());
        assertEquals(Init.uniform(0, 1 / 400.0), spectral.birth());
        assertEquals(Init.zero(), spectral.growth());
        assertEquals(Init.uniform(1 / Math.sqrt(3)), layout.get("lift.weight").birth());
        assertEquals(
                Init.uniform(1 / Math.sqrt(128)), layout.get("project.out.bias").birth());
        assertEquals(2 * 2 * 16 * 400 * 4 + 4 * 420 + 80 + 20 * 128 + 128 + 129, layout.trainedEntries());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void newModesAreBornSilentAndLearnedOnesDoNotShift(int axes) {
        int[] grid = axes == 1 ? new int[] {18} : new int[] {9, 10};
        try (FnoRig small = new FnoRig(FnoRig.SETTINGS, grid, 1, 2, 3, 2, 2, 2);
                FnoRig grown = new FnoRig(FnoRig.SETTINGS, grid, 1, 2, 3, 3, 2, 4)) {
            for (Parameter parameter : grown.layout.parameters()) {
                Parameter old = small.layout.get(parameter.name());
                grown.weights.with(parameter.name(), moved(old, parameter, small.weights));
            }
            TestPass pass = new TestPass(true, false);
            float[] before = small.forward(pass);
            float[] after = grown.forward(pass);
            for (int i = 0; i < before.length; i++) {
                assertEquals(before[i], after[i], 1e-5f * (1 + Math.abs(before[i])));
            }
            float[] gradient = grown.gradients(pass).values("layer2.spectral.weight");
            boolean[] alive = new boolean[1];
            Region.grown(small.layout.get("layer2.spectral.weight"), grown.layout.get("layer2.spectral.weight"))
                    .forEach((flat, index) -> alive[0] |= Math.abs(gradient[flat]) > 1e-4f);
            assertTrue(alive[0], "silent modes must have a gradient, or they would never learn");
        }
    }

    /** What a host does at growth: old entries keep their indices, newborns are zero. */
    private static float[] moved(Parameter old, Parameter now, NamedTensors weights) {
        float[] from = weights.values(old.name());
        float[] to = new float[now.length()];
        boolean[] newborn = new boolean[to.length];
        Region.grown(old, now).forEach((flat, index) -> newborn[flat] = true);
        int next = 0;
        for (int i = 0; i < to.length; i++) {
            to[i] = newborn[i] ? 0f : from[next++];
        }
        assertEquals(from.length, next);
        return to;
    }

    @Test
    void costCountsWhatIsComputed() {
        Dims dims = model.dims(SETTINGS);
        Cost cost = model.cost(SETTINGS, dims, plane(32, 32));
        Map<String, Long> parts = cost.multiplyAdds();
        long points = 20 * 1024;
        assertEquals(points * 3 * 20, parts.get("lift"));
        assertEquals(points * 20 * 20, parts.get("layer1.skip"));
        assertEquals(20L * 4 * 32 * 20 * 20, parts.get("layer1.modes"));
        // Per channel, one way: 9 rows of 32 along the first axis at 32 points; then 5 blocks along the other.
        long oneWay = 9 * 32 * 32 + (8 * 32 + 3 * 16 * 64 + 8 * 64);
        assertEquals(20L * 20 * 2 * oneWay, parts.get("layer1.transform"));
        assertEquals(points * 20 * 128, parts.get("project.hidden"));
        assertEquals(points * 128, parts.get("project.out"));
    }

    @Test
    void fewerModesCostLess() {
        Dims dims = model.dims(SETTINGS);
        Dims more = dims.with(dims.get("layer0.modes").withSize(8));
        assertTrue(model.cost(SETTINGS, dims, plane(32, 32)).trainingFlops()
                < model.cost(SETTINGS, more, plane(32, 32)).trainingFlops());
    }
}
