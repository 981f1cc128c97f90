package org.espalier.report.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ColourMapTest {
    @Test
    void equalStepsLookEqual() {
        for (ColourMap map : new ColourMap[] {ColourMap.FIELD, ColourMap.SIGNED}) {
            int[] palette = map.palette();
            double least = Double.MAX_VALUE;
            double most = 0;
            // Over eight colours, so that rounding to 8 bits does not count.
            for (int i = 8; i < palette.length; i += 8) {
                double step = 0;
                for (int j = i - 7; j <= i; j++) step += distance(palette[j - 1], palette[j]);
                least = Math.min(least, step);
                most = Math.max(most, step);
            }
            assertTrue(most < 1.35 * least, most + " against " + least);
        }
    }

    @Test
    void theFieldsLightnessRisesThroughout() {
        int[] palette = ColourMap.FIELD.palette();
        for (int i = 4; i < palette.length; i += 4) {
            assertTrue(Oklab.of(palette[i])[0] > Oklab.of(palette[i - 4])[0], "at " + i);
        }
    }

    @Test
    void zeroErrorIsTheLightestAndBothSidesAreEquallyDark() {
        int[] palette = ColourMap.SIGNED.palette();
        int middle = ColourMap.index(0, -3, 3) & 0xFF;
        assertTrue(Oklab.of(palette[middle])[0] > .94);
        for (int i = 0; i < 128; i += 8) {
            assertEquals(Oklab.of(palette[i])[0], Oklab.of(palette[255 - i])[0], .08, "at " + i);
        }
    }

    @Test
    void valuesBeyondTheEndsTakeTheEnds() {
        assertEquals(0, ColourMap.index(-5, 0, 1));
        assertEquals(255, ColourMap.index(5, 0, 1) & 0xFF);
        assertEquals(0, ColourMap.index(Double.NaN, 0, 1));
        assertEquals(128, ColourMap.index(7, 7, 7) & 0xFF);
    }

    private static double distance(int one, int other) {
        double[] a = Oklab.of(one);
        double[] b = Oklab.of(other);
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }
}
