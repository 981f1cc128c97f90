package org.espalier.data.digits;

import org.espalier.api.plugin.RandomStream;

/**
 * A smooth displacement of the plane, drawn by chance: the uniform cubic B-spline of displacements on a grid of 6 × 6 over the
 * box from −0.75 to 0.75 on both axes, and no other beyond it. Like the elastic distortions of Simard, Steinkraus and Platt
 * (ICDAR 2003), but of lines rather than pixels.
 */
final class Warp {
    private static final int GRID = 6;
    private static final int SPANS = GRID - 3;
    private static final double EDGE = 0.75;

    private final double[] dx = new double[GRID * GRID];
    private final double[] dy = new double[GRID * GRID];
    private final double[] across = new double[4];
    private final double[] down = new double[4];
    private double movedX;
    private double movedY;

    /** Draws another one, whose grid's displacements have that standard deviation on each axis. */
    void draw(RandomStream random, double size) {
        for (int i = 0; i < dx.length; i++) {
            dx[i] = size * random.normal(2 * i);
            dy[i] = size * random.normal(2 * i + 1);
        }
    }

    /** Displaces a point, to be read from {@link #x} and {@link #y}. */
    void move(double x, double y) {
        int column = weigh(x, across);
        int row = weigh(y, down);
        movedX = x;
        movedY = y;
        for (int i = 0; i < 4; i++) {
            for (int k = 0; k < 4; k++) {
                double weight = down[i] * across[k];
                int at = (row + i) * GRID + column + k;
                movedX += weight * dx[at];
                movedY += weight * dy[at];
            }
        }
    }

    double x() {
        return movedX;
    }

    double y() {
        return movedY;
    }

    /** The weights of the four grid points around a place; gives the first of them. */
    private static int weigh(double place, double[] weights) {
        double at = Math.max(0, Math.min(1, (place + EDGE) / (2 * EDGE))) * SPANS;
        int span = Math.min(SPANS - 1, (int) at);
        double t = at - span;
        double s = 1 - t;
        weights[0] = s * s * s / 6;
        weights[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
        weights[2] = (3 * s * s * s - 6 * s * s + 4) / 6;
        weights[3] = t * t * t / 6;
        return span;
    }
}
