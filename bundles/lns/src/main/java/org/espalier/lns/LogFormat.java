package org.espalier.lns;

/**
 * The logarithmic numbers of one site: a sign and an unsigned exponent e of bits − 1 bits, where e = 0 is zero and any other e is
 * scale · 2^(e/γ).
 *
 * @param bits      bits of a code, 2 to 16
 * @param base      γ, steps per octave, a power of two
 * @param group     which entries share a scale
 * @param rounding  which neighbour a value becomes
 * @param underflow what becomes of values below the smallest
 * @param headroom  octaves of the top code above the largest value, or −1 to have it at the largest value itself
 */
record LogFormat(int bits, int base, Group group, Rounding rounding, Underflow underflow, int headroom) {
    /** The largest exponent. */
    int top() {
        return (1 << bits - 1) - 1;
    }

    /** The bit of a code that is its sign. */
    int sign() {
        return 1 << bits - 1;
    }

    /** The largest relative error inside the range. */
    double relativeError() {
        double steps = rounding == Rounding.NEAREST ? 0.5 : 1;
        return StrictMath.pow(2, steps / base) - 1;
    }
}
