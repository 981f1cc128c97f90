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
import org.espalier.api.growth.Spectrum;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;
import org.junit.jupiter.api.Test;

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
}
