package org.espalier.lns;

/** Magnitudes as bits: those of finite floats are in the order of the floats, so integers will do. */
final class Magnitudes {
    static final int SIGN = 0x8000_0000;
    static final int INFINITY = 0x7F80_0000;
    static final int MANTISSA = 0x007F_FFFF;
    /** Bits of a mantissa. */
    static final int PLACES = 23;
    /** What is added to exponents. */
    static final int BIAS = 127;

    private Magnitudes() {}

    /** The largest magnitude of entries [from, to) that is finite; 0 if there is none. */
    static float largest(float[] values, int from, int to) {
        int a = 0;
        int b = 0;
        int i = from;
        // Two chains: the next entry need not wait for the one before.
        for (; i + 1 < to; i += 2) {
            int x = Float.floatToRawIntBits(values[i]) & ~SIGN;
            int y = Float.floatToRawIntBits(values[i + 1]) & ~SIGN;
            a = Math.max(a, x < INFINITY ? x : 0);
            b = Math.max(b, y < INFINITY ? y : 0);
        }
        if (i < to) {
            int x = Float.floatToRawIntBits(values[i]) & ~SIGN;
            a = Math.max(a, x < INFINITY ? x : 0);
        }
        return Float.intBitsToFloat(Math.max(a, b));
    }
}
