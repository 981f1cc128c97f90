package org.espalier.models.resnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;
import org.espalier.models.resnet.ResnetSettings.Norm;
import org.espalier.models.resnet.ResnetSettings.Variant;
import org.junit.jupiter.api.Test;

class ResnetSettingsTest {
    private static ResnetSettings of(Variant variant, List<Integer> blocks, List<Integer> widths) {
        return new ResnetSettings(variant, Norm.BATCH, blocks, widths, 10);
    }

    private static String refused(Variant variant, List<Integer> blocks, List<Integer> widths) {
        return assertThrows(SettingsException.class, () -> of(variant, blocks, widths))
                .key();
    }

    @Test
    void stagesThatDoNotGoTogetherAreRefused() {
        assertEquals("blocks", refused(Variant.STANDARD, List.of(), List.of()));
        assertEquals("widths", refused(Variant.STANDARD, List.of(2, 2), List.of(8)));
        assertEquals("widths", refused(Variant.AUGMENTED, List.of(1, 1), List.of(8, 12)));
        assertEquals("widths", refused(Variant.AUGMENTED, List.of(1, 1), List.of(8, 4)));
    }

    @Test
    void stagesThatFindASinglePointAreRefused() {
        List<Integer> four = List.of(1, 1, 1, 1);
        ResnetSettings settings = of(Variant.STANDARD, four, four);
        Resnet model = new Resnet();
        Shapes fits = Shapes.of(1, new int[] {5, 3, 1}, new int[] {1});
        assertEquals(10, model.outputShape(settings, model.dims(settings), fits)[0]);
        Shapes small = Shapes.of(1, new int[] {4, 1, 1}, new int[] {1});
        SettingsException refused =
                assertThrows(SettingsException.class, () -> model.complete(settings, model.dims(settings), small));
        assertEquals(
                "blocks: [1, 1, 1, 1] — an image of 4 × 1 is a single point after 3 stages; have no more of them",
                refused.getMessage());
    }

    @Test
    void whatIsNoImageIsRefused() {
        ResnetSettings settings = of(Variant.AUGMENTED, List.of(1), List.of(2));
        Resnet model = new Resnet();
        for (int[] input : List.of(new int[] {7}, new int[] {4, 4, 3}, new int[] {2, 2, 2, 2}, new int[] {0, 4})) {
            Shapes shapes = Shapes.of(1, input, new int[] {1});
            assertThrows(SettingsException.class, () -> model.layout(settings, model.dims(settings), shapes));
        }
        Shapes tokens = Shapes.of(1, new int[] {4, 1}, new int[] {4, 1}).withVocabulary(256);
        assertThrows(SettingsException.class, () -> model.layout(settings, model.dims(settings), tokens));
    }
}
