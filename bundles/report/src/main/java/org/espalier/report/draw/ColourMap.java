package org.espalier.report.draw;

import java.util.List;

/**
 * A map from [0, 1] to 256 colours at equal distances in {@link Oklab}, so that equal differences of a field look equal.
 */
public final class ColourMap {
    private static final int FINE = 4096;

    /** For fields: from dark violet over teal to pale yellow, lightness rising throughout. */
    public static final ColourMap FIELD = through(List.of(
            new double[] {.22, .10, 300},
            new double[] {.42, .13, 275},
            new double[] {.60, .11, 205},
            new double[] {.78, .16, 145},
            new double[] {.95, .13, 103}));

    /** For signed errors: blue below, near white at 0, red above, the same lightness at both ends. */
    public static final ColourMap SIGNED = through(List.of(
            new double[] {.40, .16, 262},
            new double[] {.68, .11, 250},
            new double[] {.97, .004, 250},
            new double[] {.97, .004, 30},
            new double[] {.68, .13, 30},
            new double[] {.40, .16, 27}));

    private final int[] palette;

    private ColourMap(int[] palette) {
        this.palette = palette;
    }

    /** The colours, 0xRRGGBB, from low to high. */
    public int[] palette() {
        return palette.clone();
    }

    /** The colour's number for a value between two ends, which are taken for values beyond them; NaN is taken as low. */
    public static byte index(double value, double low, double high) {
        double share = high > low ? (value - low) / (high - low) : 0.5;
        return (byte) Math.round(255 * Math.min(1, Math.max(0, Double.isNaN(share) ? 0 : share)));
    }

    /** The colours once across, as a picture of one row. */
    public String bar() {
        byte[] row = new byte[256];
        for (int i = 0; i < row.length; i++) row[i] = (byte) i;
        return Png.dataAddress(row.length, row, palette);
    }

    /** A curve through (lightness, chroma, hue in degrees), walked at constant speed. */
    private static ColourMap through(List<double[]> stations) {
        double[][] points = new double[FINE + 1][];
        double[] walked = new double[FINE + 1];
        for (int i = 0; i <= FINE; i++) {
            points[i] = shown(station(stations, (double) i / FINE));
            walked[i] = i == 0 ? 0 : walked[i - 1] + distance(points[i - 1], points[i]);
        }
        int[] palette = new int[256];
        int at = 0;
        for (int i = 0; i < palette.length; i++) {
            double wanted = walked[FINE] * i / (palette.length - 1);
            while (at < FINE && walked[at] < wanted) at++;
            palette[i] = Oklab.colour(points[at][0], points[at][1], points[at][2]);
        }
        return new ColourMap(palette);
    }

    private static double[] station(List<double[]> stations, double share) {
        double place = share * (stations.size() - 1);
        int from = Math.min((int) place, stations.size() - 2);
        double part = place - from;
        double[] mixed = new double[3];
        for (int i = 0; i < 3; i++) {
            mixed[i] = stations.get(from)[i] * (1 - part) + stations.get(from + 1)[i] * part;
        }
        return mixed;
    }

    /** Lightness, a, b, with as much of the chroma as a screen can show. */
    private static double[] shown(double[] station) {
        double hue = Math.toRadians(station[2]);
        double chroma = station[1];
        while (chroma > 0 && !Oklab.isShown(station[0], chroma * Math.cos(hue), chroma * Math.sin(hue))) chroma -= .001;
        chroma = Math.max(0, chroma);
        return new double[] {station[0], chroma * Math.cos(hue), chroma * Math.sin(hue)};
    }

    private static double distance(double[] one, double[] other) {
        return Math.sqrt(
                Math.pow(one[0] - other[0], 2) + Math.pow(one[1] - other[1], 2) + Math.pow(one[2] - other[2], 2));
    }
}
