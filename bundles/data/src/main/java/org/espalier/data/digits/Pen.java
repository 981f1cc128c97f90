package org.espalier.data.digits;

import java.util.List;
import org.espalier.api.plugin.RandomStream;

/**
 * Draws digits, each after random numbers of its own: a way of writing it, points that are not quite where they should be, a
 * hand that leans, turns, stretches and bends, a pen of some width, and noise on the paper. Holds scratch; for one thread.
 */
final class Pen {
    private static final int STEPS = 6;
    private static final double BOX = 0.68;

    private final int size;
    private final double distortion;
    private final double noise;
    private final Raster raster;
    private final Warp warp = new Warp();
    private final double[] map = new double[4];
    private double shiftX;
    private double shiftY;
    private double radius;
    private double fromX;
    private double fromY;

    /**
     * A pen.
     *
     * @param size       pixels on a side
     * @param distortion factor on all that the hand does
     * @param noise      standard deviation of the noise on every pixel, of which full ink is 1
     */
    Pen(int size, double distortion, double noise) {
        this.size = size;
        this.distortion = distortion;
        this.noise = noise;
        this.raster = new Raster(size);
    }

    /** Draws a digit into an image of size² bytes. */
    void draw(int digit, RandomStream random, byte[] into, int at) {
        RandomStream hand = random.at(0);
        List<List<Stroke>> ways = Glyphs.of(digit);
        List<Stroke> strokes = ways.get(hand.integer(0, ways.size()));
        pose(random.at(1));
        warp.draw(random.at(2), 0.08 * distortion);
        raster.clear();
        for (int stroke = 0; stroke < strokes.size(); stroke++) {
            trace(strokes.get(stroke), random.at(3).at(stroke));
        }
        double full = 1 - 0.35 * hand.uniform(1);
        paint(full, random.at(4), into, at);
    }

    /** How the hand holds the paper: shear, turn, stretch, place; and the pen's width. */
    private void pose(RandomStream random) {
        double turn = 0.145 * distortion * random.normal(0);
        double lean = 0.2 * distortion * random.normal(1);
        double wide = 1 + 0.125 * distortion * bounded(random.normal(2));
        double high = 1 + 0.09 * distortion * bounded(random.normal(3));
        double cos = StrictMath.cos(turn);
        double sin = StrictMath.sin(turn);
        double scale = BOX * size;
        map[0] = scale * cos * wide;
        map[1] = scale * (-cos * lean - sin * high);
        map[2] = scale * sin * wide;
        map[3] = scale * (-sin * lean + cos * high);
        shiftX = size * (0.5 + 0.045 * distortion * bounded(random.normal(4)));
        shiftY = size * (0.5 + 0.045 * distortion * bounded(random.normal(5)));
        radius = size * (0.028 + 0.034 * random.uniform(12));
    }

    private static double bounded(double normal) {
        return Math.max(-2, Math.min(2, normal));
    }

    private void trace(Stroke stroke, RandomStream random) {
        int points = stroke.points();
        double[] x = new double[points];
        double[] y = new double[points];
        for (int i = 0; i < points; i++) {
            x[i] = stroke.x()[i] + 0.027 * distortion * random.normal(2 * i);
            y[i] = stroke.y()[i] + 0.027 * distortion * random.normal(2 * i + 1);
        }
        lift(x[0], y[0]);
        for (int i = 0; i + 1 < points; i++) {
            for (int step = 1; step <= STEPS; step++) {
                double t = (double) step / STEPS;
                if (stroke.smooth()) {
                    lineTo(bend(x, i, t), bend(y, i, t));
                } else {
                    lineTo(x[i] + t * (x[i + 1] - x[i]), y[i] + t * (y[i + 1] - y[i]));
                }
            }
        }
    }

    /** The Catmull–Rom spline between points i and i + 1; at its ends it goes straight on. */
    private static double bend(double[] p, int i, double t) {
        double before = i > 0 ? p[i - 1] : 2 * p[0] - p[1];
        double after = i + 2 < p.length ? p[i + 2] : 2 * p[i + 1] - p[i];
        double a = p[i];
        double b = p[i + 1];
        return a
                + 0.5
                        * t
                        * (b - before + t * (2 * before - 5 * a + 4 * b - after + t * (3 * (a - b) + after - before)));
    }

    private void lift(double x, double y) {
        warp.move(x, y);
        fromX = shiftX + map[0] * warp.x() + map[1] * warp.y();
        fromY = shiftY + map[2] * warp.x() + map[3] * warp.y();
    }

    private void lineTo(double x, double y) {
        double beforeX = fromX;
        double beforeY = fromY;
        lift(x, y);
        raster.line(beforeX, beforeY, fromX, fromY, radius);
    }

    private void paint(double full, RandomStream random, byte[] into, int at) {
        for (int pixel = 0; pixel < size * size; pixel++) {
            double value = full * raster.ink(pixel) + noise * nearlyNormal(random.bits(pixel));
            into[at + pixel] = (byte) (int) (255 * Math.max(0, Math.min(1, value)) + 0.5);
        }
    }

    /** The sum of four uniform numbers, of mean 0 and variance 1: near enough for noise, and a tenth of the work. */
    private static double nearlyNormal(long bits) {
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum / 65535.0 - 2) * 1.7320508075688772;
    }
}
