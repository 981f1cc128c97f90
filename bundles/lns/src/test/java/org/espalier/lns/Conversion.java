package org.espalier.lns;

/**
 * How a datapath turns 2^(r/γ), r from 0 to γ − 1, into a whole number of 2^-20: by a table of all of them, or of every so
 * many, with straight lines between (Mitchell: 2^f ≈ 1 + f).
 */
final class Conversion {
    /** Bits after the point. */
    static final int FINE = 20;

    private final long[] table;

    private Conversion(long[] table) {
        this.table = table;
    }

    /** A constant for every remainder. */
    static Conversion exact(int base) {
        return hybrid(base, Integer.numberOfTrailingZeros(base), false);
    }

    /**
     * Constants for the leading bits of a remainder, a line for the others.
     *
     * @param leading bits whose 2^leading constants stand in a table
     * @param chord   whether the line ends at the next constant, 1 + f·(2^(2^-leading) − 1)·2^leading, or is Mitchell's 1 + f
     */
    static Conversion hybrid(int base, int leading, boolean chord) {
        int rest = Integer.numberOfTrailingZeros(base) - leading;
        double slope = chord ? (Math.pow(2, Math.pow(2, -leading)) - 1) * Math.pow(2, leading) : 1;
        long fineSlope = Math.round(slope * (1 << FINE));
        long[] table = new long[base];
        for (int r = 0; r < base; r++) {
            long constant = Math.round(Math.pow(2, (double) (r >> rest) / (1 << leading)) * (1 << FINE));
            long line = (1L << FINE) + (r & (1 << rest) - 1) * fineSlope / base;
            table[r] = constant * line + (1 << FINE - 1) >> FINE;
        }
        return new Conversion(table);
    }

    long of(int remainder) {
        return table[remainder];
    }

    /** By how much it is too large, relative, at a remainder. */
    double error(int remainder) {
        return table[remainder] / (Math.pow(2, (double) remainder / table.length) * (1 << FINE)) - 1;
    }
}
