package org.espalier.data.digits;

/**
 * A line of the pen through some points, in a box from −0.5 to 0.5 on both axes, x to the right and y down.
 *
 * @param x      of the points
 * @param y      of the points
 * @param smooth whether it bends through them, or has corners there
 */
record Stroke(double[] x, double[] y, boolean smooth) {
    /** A stroke that bends through points, given as x and y by turns. */
    static Stroke smooth(double... points) {
        return of(true, points);
    }

    /** A stroke with corners at points, given as x and y by turns. */
    static Stroke straight(double... points) {
        return of(false, points);
    }

    private static Stroke of(boolean smooth, double[] points) {
        double[] x = new double[points.length / 2];
        double[] y = new double[points.length / 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = points[2 * i];
            y[i] = points[2 * i + 1];
        }
        return new Stroke(x, y, smooth);
    }

    int points() {
        return x.length;
    }
}
