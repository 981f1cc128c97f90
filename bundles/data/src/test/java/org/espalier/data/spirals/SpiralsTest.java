package org.espalier.data.spirals;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.plugin.SettingsException;
import org.espalier.data.ClassTarget;
import org.espalier.data.spirals.SpiralsSource.Settings;
import org.junit.jupiter.api.Test;

class SpiralsTest {
    private static Settings settings(
            int classes, int dimensions, double noise, int train, ClassTarget target, long seed) {
        return new Settings(classes, dimensions, 1.5, noise, train, 20, 30, target, seed);
    }

    private static Dataset open(Settings settings) throws DataException {
        return new Spirals(settings, Spirals.outline(settings));
    }

    private static float[] point(Dataset data, Split split, int index, float[] target) {
        float[] input = new float[data.inputShape(data.dims())[0]];
        data.read(split, index, data.dims(), input, 0, target, 0);
        return input;
    }

    @Test
    void withoutNoiseEveryPointLiesOnTheSpiralOfItsClass() throws DataException {
        Dataset data = open(settings(3, 2, 0, 100, ClassTarget.LABEL, 1));
        double least = 1;
        double most = 0;
        for (int i = 0; i < 100; i++) {
            float[] label = new float[1];
            float[] p = point(data, Split.TRAIN, i, label);
            assertEquals(i % 3, label[0]);
            double radius = Math.hypot(p[0], p[1]);
            double turn = label[0] / 3 + 1.5 * (radius - 0.1) / 0.9;
            assertEquals(Math.cos(2 * Math.PI * turn), p[0] / radius, 1e-5);
            assertEquals(Math.sin(2 * Math.PI * turn), p[1] / radius, 1e-5);
            least = Math.min(least, radius);
            most = Math.max(most, radius);
        }
        assertTrue(least >= 0.1 - 1e-6 && least < 0.15 && most > 0.95 && most <= 1 + 1e-6, least + " to " + most);
    }

    @Test
    void aClassIsWrittenAsARowOrAsALabel() throws DataException {
        Dataset rows = open(settings(4, 2, 0.1, 10, ClassTarget.ONE_HOT, 1));
        float[] row = {9, 9, 9, 9};
        float[] at = point(rows, Split.TEST, 6, row);
        assertArrayEquals(new float[] {0, 0, 1, 0}, row);
        assertArrayEquals(new int[] {4}, rows.targetShape(rows.dims()));
        assertFalse(rows.card().normalised(), "classes must be taken as they are");
        Dataset labels = open(settings(4, 2, 0.1, 10, ClassTarget.LABEL, 1));
        assertArrayEquals(at, point(labels, Split.TEST, 6, new float[1]));
        assertArrayEquals(new int[] {1}, labels.targetShape(labels.dims()));
    }

    @Test
    void theSameSeedGivesTheSameSamplesAndMoreBeginWithTheFewer() throws DataException {
        Dataset few = open(settings(3, 5, 0.1, 10, ClassTarget.LABEL, 1));
        Dataset more = open(settings(3, 5, 0.1, 99, ClassTarget.LABEL, 1));
        Dataset other = open(settings(3, 5, 0.1, 10, ClassTarget.LABEL, 2));
        float[] target = new float[1];
        for (int i = 0; i < 10; i++) {
            float[] one = point(few, Split.TRAIN, i, target);
            assertArrayEquals(one, point(more, Split.TRAIN, i, target));
            assertFalse(Arrays.equals(one, point(other, Split.TRAIN, i, target)));
            assertFalse(Arrays.equals(one, point(few, Split.VALIDATION, i, target)), "splits share no sample");
        }
        for (int i = 0; i < 20; i++) {
            assertArrayEquals(
                    point(few, Split.VALIDATION, i, target), point(more, Split.VALIDATION, i, target), "point " + i);
        }
    }

    @Test
    void inManyDimensionsTheSpiralsLieInOnePlane() throws DataException {
        Dataset flat = open(settings(2, 7, 0, 60, ClassTarget.LABEL, 3));
        Dataset plane = open(settings(2, 2, 0, 60, ClassTarget.LABEL, 3));
        float[] target = new float[1];
        for (int i = 1; i < 60; i++) {
            float[] a = point(flat, Split.TRAIN, i - 1, target);
            float[] b = point(flat, Split.TRAIN, i, target);
            float[] x = point(plane, Split.TRAIN, i - 1, target);
            float[] y = point(plane, Split.TRAIN, i, target);
            assertEquals(dot(x, y), dot(a, b), 1e-5, "an isometry keeps all products");
            assertNotEquals(0, b[6]);
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    @Test
    void noiseHasItsStandardDeviationOnEveryDimension() throws DataException {
        Dataset noisy = open(settings(2, 3, 0.2, 4000, ClassTarget.LABEL, 3));
        Dataset exact = open(settings(2, 3, 0, 4000, ClassTarget.LABEL, 3));
        float[] target = new float[1];
        double[] squares = new double[3];
        for (int i = 0; i < 4000; i++) {
            float[] a = point(noisy, Split.TRAIN, i, target);
            float[] b = point(exact, Split.TRAIN, i, target);
            for (int d = 0; d < 3; d++) {
                squares[d] += (a[d] - b[d]) * (a[d] - b[d]) / 4000;
            }
        }
        for (double square : squares) {
            assertEquals(0.2, Math.sqrt(square), 0.01);
        }
    }

    @Test
    void theOutlineSaysWhatTheDatasetHoldsAndTooManyPointsAreRefused() throws DataException {
        Settings settings = settings(3, 5, 0.1, 10, ClassTarget.ONE_HOT, 1);
        var outline = new SpiralsSource().outline(settings, Path.of("."));
        assertEquals(10, outline.count(Split.TRAIN));
        assertEquals(20, outline.count(Split.VALIDATION));
        assertEquals(30, outline.count(Split.TEST));
        assertArrayEquals(new int[] {5}, outline.inputShape(outline.dims()));
        assertArrayEquals(new int[] {3}, outline.targetShape(outline.dims()));
        var refusal =
                assertThrows(SettingsException.class, () -> settings(3, 1000, 0.1, 10_000_000, ClassTarget.ONE_HOT, 1));
        assertEquals("train", refusal.key());
    }
}
