package org.espalier.lns;

/**
 * A dot product of logarithmic codes as hardware has it, bit by bit: signs by xor, products by adding exponents, one integer
 * accumulator for every remainder of the sum, one multiplication each at the end, and the way back by the leading one and
 * comparisons. No float, no logarithm. After Zhao et al., arXiv 2106.13914.
 */
final class Datapath {
    private final int base;
    private final int places;
    private final Conversion conversion;
    /** Mantissas of midpoints, with as many bits after the point as a float has. */
    private final long[] midpoints;

    Datapath(int base, Conversion conversion) {
        this.base = base;
        this.places = Integer.numberOfTrailingZeros(base);
        this.conversion = conversion;
        this.midpoints = new long[base];
        for (int r = 0; r < base; r++) {
            midpoints[r] = (long) Math.ceil(StrictMath.pow(2, (r + 0.5) / base) * (1L << Magnitudes.PLACES));
        }
    }

    /** One operand: codes, their bits, and where e = 0 stands on the grid of 2^(n/γ). */
    record Operand(int[] codes, int bits, int start) {
        int exponent(int i) {
            return codes[i] & (1 << bits - 1) - 1;
        }

        boolean negative(int i) {
            return codes[i] >> bits - 1 != 0;
        }
    }

    /** A sum that stands for sum · 2^-20 · 2^(start/γ). */
    record Sum(long sum, int start) {
        double value(int base) {
            return Math.scalb((double) sum, -Conversion.FINE) * Math.pow(2, (double) start / base);
        }
    }

    /** Powers of two go to the accumulator of their remainder; the constants come in once, at the end. */
    Sum dotByRemainders(Operand a, Operand b) {
        long[] accumulators = new long[base];
        for (int i = 0; i < a.codes().length; i++) {
            int e = a.exponent(i);
            int f = b.exponent(i);
            if (e != 0 && f != 0) {
                long term = 1L << (e + f >> places);
                int remainder = e + f & base - 1;
                accumulators[remainder] =
                        Math.addExact(accumulators[remainder], a.negative(i) != b.negative(i) ? -term : term);
            }
        }
        long sum = 0;
        for (int r = 0; r < base; r++) {
            sum = Math.addExact(sum, Math.multiplyExact(conversion.of(r), accumulators[r]));
        }
        return new Sum(sum, a.start() + b.start());
    }

    /** Every product is converted before it is added; one accumulator. */
    Sum dotByProducts(Operand a, Operand b) {
        long sum = 0;
        for (int i = 0; i < a.codes().length; i++) {
            int e = a.exponent(i);
            int f = b.exponent(i);
            if (e != 0 && f != 0) {
                long term = conversion.of(e + f & base - 1) << (e + f >> places);
                sum = Math.addExact(sum, a.negative(i) != b.negative(i) ? -term : term);
            }
        }
        return new Sum(sum, a.start() + b.start());
    }

    /** Where on the grid the magnitude of a sum, which is not zero, is rounded to. */
    int back(Sum sum) {
        long magnitude = Math.abs(sum.sum());
        int leading = Long.SIZE - 1 - Long.numberOfLeadingZeros(magnitude);
        int down = leading - Magnitudes.PLACES;
        long mantissa = down >= 0 ? magnitude >> down : magnitude << -down;
        int remainder = 0;
        while (remainder < base && mantissa >= midpoints[remainder]) {
            remainder++;
        }
        return sum.start() + (leading - Conversion.FINE << places) + remainder;
    }
}
