package org.espalier.lns;

import org.espalier.api.number.Rounder;
import org.espalier.api.plugin.RandomStream;

/**
 * Rounds one tensor to sign · scale · 2^(e/γ). Every scale is itself a number of the {@link LogGrid}, so all groups share the
 * grid, a scale says no more than where a group's codes begin on it, and a value that both scales reach survives a change of
 * scale bit for bit.
 */
final class LogRounder implements Rounder {
    private final LogFormat format;
    private final Groups groups;
    private final LogGrid grid;
    private final LogChances chances;

    LogRounder(LogFormat format, Groups groups) {
        this.format = format;
        this.groups = groups;
        this.grid = LogGrid.of(format.base());
        this.chances = LogChances.of(format.base());
    }

    @Override
    public int groups() {
        return groups.count();
    }

    @Override
    public boolean rowsAlone() {
        return groups.rows();
    }

    @Override
    public void fit(float[] values, double[] scales) {
        float most = groups.largest(values, scales);
        for (int g = 0; g < groups.count(); g++) {
            float largest = (float) scales[g];
            // A group of zeros may wake up: it is taken to be like the rest of its tensor, and that to reach 1.
            int n = topOf(largest > 0 ? largest : most > 0 ? most : 1) - format.top();
            scales[g] = scale(Math.max(grid.least() - 1, Math.min(grid.most() - format.top(), n)));
        }
    }

    /** Where on the grid the largest code is to stand. */
    private int topOf(float largest) {
        if (format.headroom() < 0) {
            return grid.index(Float.floatToRawIntBits(Math.max(largest, Float.MIN_NORMAL)));
        }
        // Whole octaves: another fit seldom moves it.
        boolean power = largest == Math.scalb(1f, Math.getExponent(largest));
        int octave = Math.getExponent(largest) + (power ? 0 : 1);
        return (octave + format.headroom()) * format.base();
    }

    private double scale(int n) {
        int octave = Math.floorDiv(n, format.base());
        double mantissa = 1 + grid.mantissa(Math.floorMod(n, format.base())) * 0x1p-23;
        return mantissa * StrictMath.scalb(1.0, octave);
    }

    /** Where on the grid a scale stands. */
    private int start(double scale) {
        int octave = Math.getExponent(scale);
        return octave * format.base() + grid.index(Float.floatToRawIntBits((float) Math.scalb(scale, -octave)));
    }

    @Override
    public void round(float[] values, int from, int to, int first, double[] scales, RandomStream draws) {
        for (int i = from; i < to; ) {
            int end = groups.end(first + i, first + to) - first;
            int start = start(scales[groups.of(first + i)]);
            int low = grid.bits(start + 1);
            int high = grid.bits(start + format.top());
            int floor =
                    format.underflow() == Underflow.ZERO ? Float.floatToRawIntBits(Float.intBitsToFloat(low) / 2) : 1;
            if (format.rounding() == Rounding.NEAREST) {
                grid.nearest(values, i, end, low, high, floor);
            } else {
                chances.draw(values, i, end, low, high, floor, first, draws);
            }
            i = end;
        }
    }

    @Override
    public void encode(float[] values, double[] scales, int[] codes) {
        for (int i = 0; i < groups.length(); ) {
            int end = groups.end(i, groups.length());
            int start = start(scales[groups.of(i)]);
            for (; i < end; i++) {
                int bits = Float.floatToRawIntBits(values[i]);
                int magnitude = bits & ~Magnitudes.SIGN;
                int sign = bits < 0 ? format.sign() : 0;
                codes[i] = sign | (magnitude == 0 ? 0 : exponent(magnitude, start));
            }
        }
    }

    /** Within the codes for what is no value of theirs, so that a fault of the caller shows as a wrong value. */
    private int exponent(int magnitude, int start) {
        return Math.max(1, Math.min(format.top(), grid.index(magnitude) - start));
    }

    @Override
    public float[] values(double[] scales, int group) {
        int start = start(scales[group]);
        float[] table = new float[2 * format.sign()];
        for (int e = 0; e <= format.top(); e++) {
            table[e] = e == 0 ? 0 : Float.intBitsToFloat(grid.bits(start + e));
            table[e + format.sign()] = -table[e];
        }
        return table;
    }

    @Override
    public int group(int entry) {
        return groups.of(entry);
    }
}
