package org.espalier.data.digits;

import java.util.Arrays;

/** A square of pixels on which a round pen draws lines, antialiased: ink fades over a pixel at the pen's edge. */
final class Raster {
    private final int size;
    private final float[] ink;

    /** A square of that many pixels on a side. */
    Raster(int size) {
        this.size = size;
        this.ink = new float[size * size];
    }

    /** Takes all ink away. */
    void clear() {
        Arrays.fill(ink, 0);
    }

    /** From 0, none, to 1. */
    float ink(int pixel) {
        return ink[pixel];
    }

    /** Draws from a place to another, in pixels from the upper left corner, with a pen of that radius; where ink is it stays. */
    void line(double x0, double y0, double x1, double y1, double radius) {
        double reach = radius + 0.5;
        int left = first(Math.min(x0, x1) - reach);
        int right = last(Math.max(x0, x1) + reach);
        int top = first(Math.min(y0, y1) - reach);
        int bottom = last(Math.max(y0, y1) + reach);
        double dx = x1 - x0;
        double dy = y1 - y0;
        double square = dx * dx + dy * dy;
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double px = column + 0.5 - x0;
                double py = row + 0.5 - y0;
                double along = square == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / square));
                double ex = px - along * dx;
                double ey = py - along * dy;
                double distance = ex * ex + ey * ey;
                if (distance < reach * reach) {
                    float here = (float) Math.min(1, reach - Math.sqrt(distance));
                    int pixel = row * size + column;
                    ink[pixel] = Math.max(ink[pixel], here);
                }
            }
        }
    }

    private int first(double edge) {
        return (int) Math.max(0, Math.min(size, edge - 0.5));
    }

    private int last(double edge) {
        return (int) Math.max(-1, Math.min(size - 1, edge));
    }
}
