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
        float most = 0;
        // C2 vectorises it; NaN and infinities come through.
        for (int i = from; i < to; i++) {
            most = Math.max(most, Math.abs(values[i]));
        }
        return most < Float.POSITIVE_INFINITY ? most : largestFinite(values, from, to);
    }

    private static float largestFinite(float[] values, int from, int to) {
        int most = 0;
        for (int i = from; i < to; i++) {
            int magnitude = Float.floatToRawIntBits(values[i]) & ~SIGN;
            most = Math.max(most, magnitude < INFINITY ? magnitude : 0);
        }
        return Float.intBitsToFloat(most);
    }
}
