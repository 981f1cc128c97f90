package org.espalier.data.digits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.plugin.SettingsException;
import org.espalier.data.ClassTarget;
import org.espalier.data.Folders;
import org.espalier.data.digits.DigitsSource.Settings;
import org.junit.jupiter.api.Test;

class DigitsTest {
    private static Settings settings(int size, int train, double distortion, double noise, long seed) {
        return new Settings(size, train, 30, 300, distortion, noise, Optional.empty(), ClassTarget.LABEL, seed);
    }

    private static Dataset open(Settings settings, int threads) throws Exception {
        return new DigitsSource().open(settings, new Folders(Path.of("."), threads));
    }

    private static float[] image(Dataset data, Split split, int index) {
        int[] shape = data.inputShape(data.dims());
        float[] input = new float[shape[0] * shape[1] * shape[2]];
        float[] label = new float[1];
        data.read(split, index, data.dims(), input, 0, label, 0);
        assertEquals(index % 10, label[0]);
        return input;
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    @Test
    void aDigitFollowsFromSeedSplitAndIndexOnAnyNumberOfThreads() throws Exception {
        Dataset few = open(settings(16, 20, 1, 0.1, 1), 1);
        Dataset more = open(settings(16, 60, 1, 0.1, 1), 3);
        Dataset other = open(settings(16, 20, 1, 0.1, 2), 1);
        for (int i = 0; i < 20; i++) {
            float[] one = image(few, Split.TRAIN, i);
            assertArrayEquals(one, image(more, Split.TRAIN, i));
            assertFalse(Arrays.equals(one, image(other, Split.TRAIN, i)));
            assertFalse(Arrays.equals(one, image(few, Split.VALIDATION, i)), "splits share no sample");
        }
        assertArrayEquals(new int[] {16, 16, 1}, few.inputShape(few.dims()));
        assertArrayEquals(
                new int[] {10},
                new DigitsSource()
                        .outline(
                                new Settings(16, 1, 1, 1, 1, 0, Optional.empty(), ClassTarget.ONE_HOT, 1), Path.of("."))
                        .targetShape(few.dims()));
        assertFalse(few.card().targetNormalised(), "classes must be taken as they are");
    }

    @Test
    void everyDigitHasInkInsideAndLittleAtTheEdge() throws Exception {
        Dataset data = open(settings(28, 500, 1, 0, 1), 2);
        double edge = 0;
        for (int i = 0; i < 500; i++) {
            float[] image = image(data, Split.TRAIN, i);
            double all = 0;
            for (int pixel = 0; pixel < image.length; pixel++) {
                int row = pixel / 28;
                int column = pixel % 28;
                all += image[pixel];
                edge += Math.min(Math.min(row, column), 27 - Math.max(row, column)) == 0 ? image[pixel] : 0;
            }
            assertTrue(all > 12 && all < 250, "ink of " + all + " pixels in sample " + i);
        }
        assertTrue(edge / 500 < 0.5, "ink at the edge: " + edge / 500);
    }

    @Test
    void theMeansOfTheClassesTellMostDigitsApartAndAllOfThemWithoutDistortion() throws Exception {
        int right = nearestMeans(1);
        assertTrue(right > 180 && right < 270, right + " of 300");
        assertEquals(300, nearestMeans(0), "what differs still is the way of writing, the pen's width and the ink");
    }

    /** How many of 300 test samples are nearest to the mean of their class. */
    private static int nearestMeans(double distortion) throws Exception {
        Dataset data = open(settings(20, 1500, distortion, 0.1, 1), 2);
        float[][] means = new float[10][400];
        for (int i = 0; i < 1500; i++) {
            float[] image = image(data, Split.TRAIN, i);
            for (int k = 0; k < 400; k++) means[i % 10][k] += image[k] / 150;
        }
        int right = 0;
        for (int i = 0; i < 300; i++) {
            float[] image = image(data, Split.TEST, i);
            int nearest = 0;
            for (int c = 1; c < 10; c++) {
                if (distance(image, means[c]) < distance(image, means[nearest])) nearest = c;
            }
            right += nearest == i % 10 ? 1 : 0;
        }
        return right;
    }

    @Test
    void noiseHasItsStandardDeviation() throws Exception {
        // Where there is ink or none the noise is cut off at full or none: its positive half is left.
        Dataset data = open(settings(28, 50, 1, 0.2, 1), 1);
        double squares = 0;
        int corners = 0;
        for (int i = 0; i < 50; i++) {
            float[] image = image(data, Split.TRAIN, i);
            for (int k = 0; k < 28; k++) {
                squares += image[k] * image[k];
                corners++;
            }
        }
        assertEquals(0.2, Math.sqrt(2 * squares / corners), 0.02);
    }

    @Test
    void moreImagesThanAnArrayHoldsAreRefused() {
        var refusal = assertThrows(SettingsException.class, () -> settings(256, 40_000, 1, 0, 1));
        assertEquals("train", refusal.key());
    }
}
