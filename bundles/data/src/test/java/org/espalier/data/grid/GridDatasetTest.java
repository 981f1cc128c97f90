package org.espalier.data.grid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.SettingsException;
import org.espalier.data.grid.GridDataset.Part;
import org.junit.jupiter.api.Test;

class GridDatasetTest {
    /** Two input channels hold the coordinates i/n and j/n of every point, the target their sum and the sample's number. */
    private static GridDataset coordinates(int points, int axes, int resolution, List<Integer> tests) {
        Map<Split, Part> parts = new EnumMap<>(Split.class);
        Map<Split, Integer> counts = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            int count = 2 + split.ordinal();
            int size = (int) Fields.size(points, axes, 1);
            float[] input = new float[count * size * 2];
            float[] target = new float[count * size];
            for (int at = 0; at < count * size; at++) {
                float x = axes == 1 ? 0 : (float) (at % size / points) / points;
                float y = (float) (at % points) / points;
                input[2 * at] = x;
                input[2 * at + 1] = y;
                target[at] = x + y + at / size;
            }
            counts.put(split, count);
            parts.put(
                    split,
                    new Part(new Fields(count, points, axes, 2, input), new Fields(count, points, axes, 1, target)));
        }
        var outline = new GridOutline(counts, axes, 2, 1, Resolutions.dim(resolution, points), tests);
        return new GridDataset(outline, parts, DatasetCard.of("coordinates", "x", "y"));
    }

    @Test
    void everyResolutionHasItsPointsAtIOverN() {
        for (int axes = 1; axes <= 2; axes++) {
            GridDataset data = coordinates(48, axes, 24, List.of(48));
            for (int n : new int[] {8, 12, 16, 24, 48}) {
                Dims dims = Dims.of(data.dims().get("resolution").withLimit(48).withSize(n));
                int size = axes == 1 ? n : n * n;
                float[] input = new float[2 * size + 3];
                float[] target = new float[size + 5];
                data.read(Split.VALIDATION, 2, dims, input, 3, target, 5);
                for (int at = 0; at < size; at++) {
                    float x = axes == 1 ? 0 : (float) (at / n) / n;
                    float y = (float) (at % n) / n;
                    assertEquals(x, input[3 + 2 * at], 1e-7f);
                    assertEquals(y, input[3 + 2 * at + 1], 1e-7f);
                    assertEquals(x + y + 2, target[5 + at], 1e-6f);
                }
                assertEquals(0, input[0] + input[1] + input[2] + target[4]);
            }
        }
    }

    @Test
    void theDimEndsAtTheTrainingResolutionAndTestsGoBeyond() {
        GridDataset data = coordinates(64, 2, 32, List.of(32, 64));
        Dim dim = data.dims().get("resolution");
        assertEquals(32, dim.size());
        assertEquals(32, dim.limit());
        assertArrayEquals(new int[] {8, 16, 32, 64}, dim.permitted());
        assertTrue(dim.full());
        assertEquals(
                List.of(32, 64),
                data.tests().stream().map(d -> d.size("resolution")).toList());
        assertArrayEquals(new int[] {64, 64, 2}, data.inputShape(data.tests().get(1)));
        assertArrayEquals(new int[] {32, 32, 1}, data.targetShape(data.dims()));
        assertEquals(4, data.count(Split.TEST));
    }

    @Test
    void withoutTestResolutionsTheTrainingResolutionIsTested() {
        GridDataset data = coordinates(32, 1, 32, List.of());
        assertEquals(List.of(data.dims()), data.tests());
        assertArrayEquals(new int[] {32, 2}, data.inputShape(data.dims()));
    }

    @Test
    void aResolutionOffTheGridAndASampleThatIsNotThereAreRefused() {
        GridDataset data = coordinates(32, 1, 32, List.of());
        Dims odd = Dims.of(Dim.of("resolution", "resolution", 12, 32));
        var off = assertThrows(
                IllegalArgumentException.class,
                () -> data.read(Split.TRAIN, 0, odd, new float[64], 0, new float[32], 0));
        assertTrue(off.getMessage().contains("12") && off.getMessage().contains("32"));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> data.read(Split.TRAIN, 2, data.dims(), new float[64], 0, new float[32], 0));
    }

    @Test
    void resolutionsThatDoNotDivideTheLargestAreRefusedByKey() {
        assertEquals(96, Resolutions.stored(32, List.of(48, 96)));
        var refusal = assertThrows(SettingsException.class, () -> Resolutions.stored(32, List.of(48)));
        assertEquals("resolution", refusal.key());
        assertTrue(refusal.why().contains("[8, 12, 16, 24, 48]"), refusal.why());
        assertEquals(
                "test-resolutions",
                assertThrows(SettingsException.class, () -> Resolutions.stored(64, List.of(48)))
                        .key());
        assertThrows(SettingsException.class, () -> Resolutions.stored(4, List.of()));
        assertThrows(SettingsException.class, () -> Resolutions.stored(0, List.of(64)));
    }

    @Test
    void moreThanHalfOfTheHeapIsRefused() throws Exception {
        long half = Runtime.getRuntime().maxMemory() / 2 / Float.BYTES;
        Fields.checkMemory("small", half / 2);
        var refusal = assertThrows(DataException.class, () -> Fields.checkMemory("big", half + 9));
        assertTrue(refusal.getMessage().startsWith("big: the samples take "), refusal.getMessage());
    }
}
