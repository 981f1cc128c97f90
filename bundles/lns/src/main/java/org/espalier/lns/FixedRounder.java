package org.espalier.lns;

import org.espalier.api.number.Rounder;
import org.espalier.api.plugin.RandomStream;

/**
 * Rounds one tensor to whole numbers of its scale, a power of two, so that all arithmetic on the way is exact.
 *
 * @param bits     bits of a code, 2 to 16
 * @param rounding which neighbour a value becomes
 * @param headroom octaves of the range's end above the largest value, or −1 for the least scale that holds it
 * @param grouping which entries share a scale
 */
record FixedRounder(int bits, Rounding rounding, int headroom, Groups grouping) implements Rounder {
    /** Added and taken away it leaves whole numbers below 2^22, halves to the even one. */
    private static final float WHOLE = 0x1.8p23f;

    private static final int LEAST_SCALE = -126;
    /** A draw has so many bits that its sum with a float is exact. */
    private static final int DRAWN = 24;

    private int most() {
        return (1 << bits - 1) - 1;
    }

    @Override
    public int groups() {
        return grouping.count();
    }

    @Override
    public boolean rowsAlone() {
        return grouping.rows();
    }

    @Override
    public void fit(float[] values, double[] scales) {
        float all = grouping.largest(values, scales);
        for (int g = 0; g < grouping.count(); g++) {
            float largest = (float) scales[g];
            // A group of zeros may wake up: it is taken to be like the rest of its tensor, and that to reach 1.
            float reach = largest > 0 ? largest : all > 0 ? all : 1;
            int above = Math.max(0, headroom);
            int octave = Math.getExponent(reach) + above - bits + 2;
            while (reach > Math.scalb((double) most(), octave - above)) {
                octave++;
            }
            scales[g] = Math.scalb(1.0, Math.max(LEAST_SCALE, Math.min(128 - bits, octave)));
        }
    }

    @Override
    public void round(float[] values, int from, int to, int first, double[] scales, RandomStream draws) {
        for (int i = from; i < to; ) {
            int end = grouping.end(first + i, first + to) - first;
            float scale = (float) scales[grouping.of(first + i)];
            if (rounding == Rounding.NEAREST) {
                nearest(values, i, end, scale, 1 / scale, most());
            } else {
                draw(values, i, end, first, scale, 1 / scale, most(), draws);
            }
            i = end;
        }
    }

    private static void nearest(float[] values, int from, int to, float scale, float inverse, float most) {
        float least = -most - 1;
        for (int i = from; i < to; i++) {
            float bounded = Math.max(least, Math.min(most, values[i] * inverse));
            values[i] = (bounded + WHOLE - WHOLE) * scale;
        }
    }

    private static void draw(
            float[] values, int from, int to, int first, float scale, float inverse, float most, RandomStream draws) {
        float least = -most - 1;
        for (int i = from; i < to; i++) {
            float bounded = Math.max(least, Math.min(most, values[i] * inverse));
            double draw = (draws.bits(first + i) >>> Long.SIZE - DRAWN) * 0x1p-24;
            values[i] = (float) Math.floor(bounded + draw) * scale;
        }
    }

    @Override
    public void encode(float[] values, double[] scales, int[] codes) {
        int mask = (1 << bits) - 1;
        for (int i = 0; i < grouping.length(); i++) {
            codes[i] = (int) (values[i] / scales[grouping.of(i)]) & mask;
        }
    }

    @Override
    public float[] values(double[] scales, int group) {
        float[] table = new float[1 << bits];
        for (int code = 0; code < table.length; code++) {
            int whole = code > most() ? code - table.length : code;
            table[code] = (float) (whole * scales[group]);
        }
        return table;
    }

    @Override
    public int group(int entry) {
        return grouping.of(entry);
    }
}
