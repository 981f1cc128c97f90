package org.espalier.lns;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.api.plugin.RandomStream;

/**
 * Stochastic rounding on a {@link LogGrid}: a value x between 2^(n/γ) and the next becomes the upper one with chance
 * f = γ·log₂x − n. So the logarithm is right on average, as in the analysis of Zhao et al. (arXiv 2106.13914), not the value.
 *
 * <p>Chances are a polyline over the mantissa whose corners, exact, are the grid's own numbers and the ends of at least 256 cells
 * per octave; between corners it is below the logarithm by at most γ·3e-6, or 1e-4 for any γ. In integers, rounded down, so
 * that it rises with the mantissa and is exactly 0 on the grid: rounding keeps order under one draw, and what is representable
 * stays whatever is drawn. Constants only.
 */
final class LogChances {
    private static final int LEAST_CELLS = 8;
    private static final double ONE = 0x1p31;
    /** Bits of a slope after its point. */
    private static final int FINE = 16;

    private static final Map<Integer, LogChances> CHANCES = new ConcurrentHashMap<>();

    private final int shift;
    /** By cell: the mantissa of the grid's number within, or one that no mantissa reaches. */
    private final int[] corner;
    /** By half of a cell, before and from its corner: mantissa and chance where it begins, and the chance's slope. */
    private final int[] start;

    private final long[] chance;
    private final long[] slope;
    /** By half of a cell: the mantissa of the number below, and how much larger that of the number above is. */
    private final int[] lower;

    private final int[] gap;

    private LogChances(int base) {
        LogGrid grid = LogGrid.of(base);
        int places = Math.max(LEAST_CELLS, Integer.numberOfTrailingZeros(base) + 2);
        int cells = 1 << places;
        this.shift = Magnitudes.PLACES - places;
        this.corner = new int[cells];
        this.start = new int[2 * cells];
        this.chance = new long[2 * cells];
        this.slope = new long[2 * cells];
        this.lower = new int[2 * cells];
        this.gap = new int[2 * cells];
        for (int cell = 0, r = 0; cell < cells; cell++) {
            int begin = cell << shift;
            int end = cell + 1 << shift;
            int next = grid.mantissa(r + 1);
            boolean inside = next < end;
            corner[cell] = inside ? next : 1 << Magnitudes.PLACES;
            half(grid, 2 * cell, r, begin, inside ? next : end);
            r += inside ? 1 : 0;
            half(grid, 2 * cell + 1, r, inside ? next : begin, end);
        }
    }

    /** The chances of γ, a power of two up to 4096. */
    static LogChances of(int base) {
        return CHANCES.computeIfAbsent(base, LogChances::new);
    }

    /** A stretch of mantissas [from, to) between the numbers r and r + 1. */
    private void half(LogGrid grid, int half, int r, int from, int to) {
        start[half] = from;
        chance[half] = chance(grid, r, from);
        long end = chance(grid, r, to);
        slope[half] = to > from ? (end - chance[half] << FINE) / (to - from) : 0;
        lower[half] = grid.mantissa(r);
        gap[half] = grid.mantissa(r + 1) - grid.mantissa(r);
    }

    /** The chance of r + 1 at a mantissa, as a number of 2^-31. */
    private static long chance(LogGrid grid, int r, int mantissa) {
        if (mantissa <= grid.mantissa(r)) {
            return 0;
        }
        double octaves = StrictMath.log1p(mantissa * 0x1p-23) / StrictMath.log(2);
        return (long) Math.floor(ONE * Math.max(0, Math.min(1, grid.base() * octaves - r)));
    }

    /**
     * Rounds values[from] to values[to − 1] in place by the draws of their entries, NaN to itself.
     *
     * @param low   bits of the smallest magnitude
     * @param high  bits of the largest
     * @param floor bits of the magnitude below which all becomes zero, at least 1
     * @param first the entry that stands at values[0]
     */
    void draw(float[] values, int from, int to, int low, int high, int floor, int first, RandomStream draws) {
        int[] corner = this.corner;
        int[] start = this.start;
        long[] chance = this.chance;
        long[] slope = this.slope;
        int[] lower = this.lower;
        int[] gap = this.gap;
        int shift = this.shift;
        for (int i = from; i < to; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            int magnitude = bits & ~Magnitudes.SIGN;
            int mantissa = bits & Magnitudes.MANTISSA;
            int cell = mantissa >>> shift;
            int half = 2 * cell + (corner[cell] - 1 - mantissa >>> 31);
            long likely = chance[half] + ((mantissa - start[half]) * slope[half] >> FINE);
            // What is drawn no processor foresees: masks, not jumps.
            int up = (int) ((draws.bits(first + i) >>> 33) - likely >> 63);
            int rounded = (magnitude & Magnitudes.INFINITY) + lower[half] + (gap[half] & up);
            rounded = Math.max(low, Math.min(high, rounded));
            rounded &= floor - 1 - magnitude >> 31;
            if (magnitude > Magnitudes.INFINITY) {
                rounded = magnitude;
            }
            values[i] = Float.intBitsToFloat(bits & Magnitudes.SIGN | rounded);
        }
    }
}
