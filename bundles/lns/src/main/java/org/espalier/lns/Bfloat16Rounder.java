package org.espalier.lns;

import org.espalier.api.number.Rounder;
import org.espalier.api.plugin.RandomStream;

/**
 * Rounds one tensor to floats whose lower 16 bits are zero; there are no scales.
 *
 * @param length   entries of the tensor
 * @param rounding which neighbour a value becomes
 */
record Bfloat16Rounder(int length, Rounding rounding) implements Rounder {
    private static final int KEPT = 0xFFFF_0000;
    /** Makes any NaN one whose upper half is NaN. */
    private static final int QUIET = 0x0040_0000;
    /** The smallest normal number. */
    private static final int NORMAL = 0x0080_0000;

    @Override
    public int groups() {
        return 1;
    }

    @Override
    public void fit(float[] values, double[] scales) {
        scales[0] = 1;
    }

    @Override
    public void round(float[] values, int from, int to, int first, double[] scales, RandomStream draws) {
        boolean nearest = rounding == Rounding.NEAREST;
        for (int i = from; i < to; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            int magnitude = bits & ~Magnitudes.SIGN;
            int added = nearest ? 0x7FFF + (bits >>> 16 & 1) : (int) (draws.bits(first + i) >>> 48);
            int rounded = magnitude < Magnitudes.INFINITY ? magnitude + added & KEPT : magnitude;
            // Below the normal numbers there is zero alone.
            rounded = rounded < NORMAL ? 0 : rounded;
            if (magnitude > Magnitudes.INFINITY) {
                rounded = (magnitude | QUIET) & KEPT;
            }
            values[i] = Float.intBitsToFloat(bits & Magnitudes.SIGN | rounded);
        }
    }

    @Override
    public void encode(float[] values, double[] scales, int[] codes) {
        for (int i = 0; i < length; i++) {
            codes[i] = Float.floatToRawIntBits(values[i]) >>> 16;
        }
    }

    @Override
    public float[] values(double[] scales, int group) {
        float[] table = new float[1 << 16];
        for (int code = 0; code < table.length; code++) {
            boolean subnormal = (code << 16 & Magnitudes.INFINITY) == 0;
            table[code] = Float.intBitsToFloat((subnormal ? code & 0x8000 : code) << 16);
        }
        return table;
    }

    @Override
    public int group(int entry) {
        return 0;
    }
}
