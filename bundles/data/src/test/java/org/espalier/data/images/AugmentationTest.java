package org.espalier.data.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.plugin.RandomStream;
import org.espalier.api.plugin.SettingsException;
import org.espalier.data.ClassTarget;
import org.espalier.data.generated.Counts;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final ImageShape SHAPE = new ImageShape(4, 5, 2);
    private static final RandomStream EPOCH = RandomStream.of(1, "test").at(0);

    /** Images whose numbers are 1, 2, 3, … */
    private static Dataset images(int count, Optional<Augmentation> augmentation, Standardisation standardisation)
            throws Exception {
        byte[] pixels = new byte[count * SHAPE.size()];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (i % SHAPE.size() + 1);
        Images all = Images.of(pixels, new byte[count]);
        ImageOutline outline = ImageOutline.of("test", new Counts(count, count, count), SHAPE, 2, ClassTarget.LABEL);
        Map<Split, Images> splits = Map.of(Split.TRAIN, all, Split.VALIDATION, all, Split.TEST, all);
        return new ImageDataset(
                outline, splits, Pooling.NONE, standardisation, augmentation, DatasetCard.of("t", "i", "c"));
    }

    /** Windows of 2 × 2 of images of two channels, moved after pooling or not. */
    @Test
    void pooledImagesAreMeansOfWindowsAndMoveAsSuch() throws Exception {
        ImageShape large = new ImageShape(4, 6, 2);
        byte[] pixels = new byte[2 * large.size()];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (i * 7);
        Images all = Images.of(pixels, new byte[2]);
        Map<Split, Images> splits = Map.of(Split.TRAIN, all, Split.VALIDATION, all, Split.TEST, all);
        Pooling pooling = new Pooling(2);
        ImageOutline outline = ImageOutline.of("test", new Counts(2, 2, 2), pooling.of(large), 2, ClassTarget.LABEL);
        Standardisation given = new Standardisation(List.of(0.5, 0.25), List.of(2.0, 4.0));
        Dataset data = new ImageDataset(
                outline, splits, pooling, given, Optional.of(new Augmentation(0, true)), DatasetCard.of("t", "i", "c"));
        assertArrayEquals(new int[] {2, 3, 2}, data.inputShape(data.dims()));
        assertEquals("2", data.card().provenance().get("pool"));
        float[] plain = new float[12];
        data.read(Split.TEST, 1, data.dims(), plain, 0, new float[1], 0);
        Set<String> seen = new TreeSet<>();
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 3; column++) {
                for (int c = 0; c < 2; c++) {
                    double sum = 0;
                    for (int i = 0; i < 4; i++) {
                        sum += pixels[48 + ((2 * row + i / 2) * 6 + 2 * column + i % 2) * 2 + c] & 0xFF;
                    }
                    double expected = c == 0 ? (sum / 1020 - 0.5) / 2 : (sum / 1020 - 0.25) / 4;
                    assertEquals(expected, plain[(row * 3 + column) * 2 + c], 1e-6);
                }
            }
        }
        float[] moved = new float[12];
        for (int draw = 0; draw < 20; draw++) {
            data.readForTraining(1, RandomStream.of(draw, "t").at(0), data.dims(), moved, 0, new float[1], 0);
            seen.add(Arrays.toString(moved));
        }
        assertTrue(seen.remove(Arrays.toString(plain)));
        float[] mirrored = plain.clone();
        for (int i = 0; i < 12; i++) mirrored[i] = plain[i / 6 * 6 + (2 - i % 6 / 2) * 2 + i % 2];
        assertEquals(Set.of(Arrays.toString(mirrored)), seen);
    }

    @Test
    void windowsThatDoNotCoverAnImageAreRefused() {
        ImageShape large = new ImageShape(4, 6, 2);
        for (int side : new int[] {3, 4, 8}) {
            SettingsException refused = assertThrows(SettingsException.class, () -> new Pooling(side).of(large));
            assertEquals("pool", refused.key());
        }
        assertTrue(large.same(Pooling.NONE.of(large)));
    }

    private static Dataset images(Augmentation augmentation) throws Exception {
        return images(400, Optional.of(augmentation), Standardisation.fitted());
    }

    /** A training image as bytes again. */
    private static int[] seen(Dataset data, int index, RandomStream draws) {
        float[] input = new float[SHAPE.size() + 1];
        data.readForTraining(index, draws, data.dims(), input, 1, new float[1], 0);
        return Stream.iterate(1, i -> i + 1)
                .limit(SHAPE.size())
                .mapToInt(i -> Math.round(255 * input[i]))
                .toArray();
    }

    /** The image, moved and then mirrored, as it is written by hand. */
    private static int[] moved(int down, int right, boolean mirrored) {
        int[] moved = new int[SHAPE.size()];
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 5; column++) {
                int toRow = row + down;
                int toColumn = mirrored ? 4 - (column + right) : column + right;
                if (toRow < 0 || toRow > 3 || column + right < 0 || column + right > 4) continue;
                for (int c = 0; c < 2; c++) moved[(toRow * 5 + toColumn) * 2 + c] = (row * 5 + column) * 2 + c + 1;
            }
        }
        return moved;
    }

    @Test
    void anImageIsMovedOneWayOrAnotherAndEveryOtherOneMirrored() throws Exception {
        Dataset data = images(new Augmentation(1, true));
        Set<String> ways = new TreeSet<>();
        for (int down = -1; down <= 1; down++) {
            for (int right = -1; right <= 1; right++) {
                ways.add(Arrays.toString(moved(down, right, false)));
                ways.add(Arrays.toString(moved(down, right, true)));
            }
        }
        assertEquals(18, ways.size());
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 400; i++) seen.add(Arrays.toString(seen(data, i, EPOCH)));
        assertEquals(ways, seen, "each of them, and nothing else");
    }

    @Test
    void withoutFlipNothingIsMirroredAndWithoutCropNothingMoves() throws Exception {
        Dataset still = images(new Augmentation(0, false));
        Dataset mirrored = images(new Augmentation(0, true));
        int turned = 0;
        for (int i = 0; i < 400; i++) {
            assertArrayEquals(moved(0, 0, false), seen(still, i, EPOCH));
            boolean same = Arrays.equals(moved(0, 0, false), seen(mirrored, i, EPOCH));
            assertTrue(same || Arrays.equals(moved(0, 0, true), seen(mirrored, i, EPOCH)));
            turned += same ? 0 : 1;
        }
        assertEquals(200, turned, 40);
    }

    @Test
    void everyEpochSeesOthersAndTheSameEpochTheSame() throws Exception {
        Dataset data = images(new Augmentation(1, true));
        int same = 0;
        for (int i = 0; i < 400; i++) {
            int[] first = seen(data, i, EPOCH);
            same += Arrays.equals(
                            first, seen(data, i, RandomStream.of(1, "test").at(1)))
                    ? 1
                    : 0;
            assertArrayEquals(first, seen(data, i, RandomStream.of(1, "test").at(0)));
        }
        assertTrue(same < 60, same + " of 400 by chance, expected 22");
    }

    @Test
    void imagesThatAreReadForAnythingElseStay() throws Exception {
        Dataset data = images(new Augmentation(1, true));
        float[] input = new float[SHAPE.size()];
        for (Split split : Split.values()) {
            for (int i = 0; i < 50; i++) {
                data.read(split, i, data.dims(), input, 0, new float[1], 0);
                for (int k = 0; k < input.length; k++) assertEquals(k + 1, 255 * input[k], 1e-4);
            }
        }
    }

    @Test
    void whatComesInIsBlackAlsoWhereAMeanIsTakenOff() throws Exception {
        Standardisation given = Standardisation.of(List.of(0.5, 0.25), List.of(0.5, 0.5), 2);
        Dataset data = images(1, Optional.of(new Augmentation(3, false)), given);
        float[] input = new float[SHAPE.size()];
        int black = 0;
        for (int epoch = 0; epoch < 20; epoch++) {
            data.readForTraining(0, RandomStream.of(1, "test").at(epoch), data.dims(), input, 0, new float[1], 0);
            for (int i = 0; i < input.length; i += 2) {
                assertEquals(input[i] == -1f, input[i + 1] == -0.5f, "both channels of a pixel");
                black += input[i] == -1f ? 1 : 0;
            }
        }
        assertTrue(black > 50 && black < 350, black + " of 400");
    }

    @Test
    void aCropThatMayLeaveNothingIsRefused() {
        new Augmentation(3, false).requireFits(SHAPE);
        var refusal = assertThrows(SettingsException.class, () -> new Augmentation(4, false).requireFits(SHAPE));
        assertEquals("augment.crop", refusal.key());
    }
}
