package org.espalier.lns;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The numbers 2^(n/γ) for whole n, as far as float32 holds them with all its bits, and the nearest of them to any float.
 *
 * <p>A float's exponent gives the octave and its mantissa the place within, so all that is to be looked up is one octave. It is
 * cut into 2γ cells of equal length, each shorter than the least distance of two midpoints 2^((r + ½)/γ). A cell's number is the
 * leading bits of the mantissa; to that is added what carries all from the cell's midpoint on into the next cell, and the leading
 * bits of the sum tell which number is nearest: two small tables, no logarithm, no search. Midpoints are irrational, so there are
 * no ties. Of few steps, many entries are compared with all midpoints in place of that, to the same bits ({@link BitTile}). Constants
 * only.
 */
final class LogGrid {
    private static final int OCTAVE = 1 << Magnitudes.PLACES;
    /** Most steps that are faster compared with than looked up: measured by {@code benchmarks/run rounding}. */
    private static final int FEW = 32;
    /** Fewest entries for which bits are copied whole. */
    private static final int MANY = 64;
    /** One per γ ever wanted: every tensor at every site shares them. */
    private static final Map<Integer, LogGrid> GRIDS = new ConcurrentHashMap<>();

    private final int base;
    private final int places;
    private final int[] mantissas;
    private final int shift;
    /** By cell: what is added to a mantissa. */
    private final int[] carry;
    /** By the leading bits of that sum: the step r, and its mantissa. */
    private final int[] steps;

    private final int[] nearest;
    /** By step, where there are few: what a {@link BitTile} compares with and adds; else none. */
    private final int[] below;

    private final int[] gaps;

    private LogGrid(int base) {
        this.base = base;
        this.places = Integer.numberOfTrailingZeros(base);
        this.shift = Magnitudes.PLACES - places - 1;
        this.mantissas = new int[base + 1];
        for (int r = 0; r <= base; r++) {
            mantissas[r] = (int) Math.rint((StrictMath.pow(2, (double) r / base) - 1) * OCTAVE);
        }
        this.carry = new int[2 * base];
        this.steps = new int[2 * base + 1];
        for (int cell = 0, r = 0; cell < carry.length; cell++) {
            steps[cell] = r;
            int end = cell + 1 << shift;
            if (r < base && midpoint(r) < end) {
                carry[cell] = end - midpoint(r++);
            }
        }
        steps[2 * base] = base;
        this.nearest = new int[steps.length];
        for (int i = 0; i < nearest.length; i++) {
            nearest[i] = mantissas[steps[i]];
        }
        this.below = new int[base > FEW ? 0 : Math.max(BitTile.PASS, base)];
        this.gaps = new int[below.length];
        // Beyond the last midpoint is one that no mantissa passes.
        Arrays.fill(below, OCTAVE);
        for (int r = 0; r < Math.min(base, below.length); r++) {
            below[r] = midpoint(r) - 1;
            gaps[r] = mantissas[r + 1] - mantissas[r];
        }
    }

    /** The grid of γ steps per octave, a power of two up to 4096. */
    static LogGrid of(int base) {
        return GRIDS.computeIfAbsent(base, LogGrid::new);
    }

    /** The least mantissa above the midpoint of r and r + 1. */
    private int midpoint(int r) {
        return (int) Math.ceil((StrictMath.pow(2, (r + 0.5) / base) - 1) * OCTAVE);
    }

    /** γ. */
    int base() {
        return base;
    }

    /** The mantissas of 2^(r/γ) for r from 0 to γ, the last with a carry into the exponent. */
    int mantissa(int r) {
        return mantissas[r];
    }

    /** The smallest n whose number has all bits of a float. */
    int least() {
        return (1 - Magnitudes.BIAS) * base;
    }

    /** The largest n whose number is finite. */
    int most() {
        return (Magnitudes.BIAS + 1) * base - 1;
    }

    /** The bits of 2^(n/γ), n from {@link #least} to {@link #most}. */
    int bits(int n) {
        return ((n >> places) + Magnitudes.BIAS << Magnitudes.PLACES) + mantissas[n & base - 1];
    }

    /** The n whose number is nearest to a magnitude, from its bits; the number must be from the least to the most. */
    int index(int magnitude) {
        int mantissa = magnitude & Magnitudes.MANTISSA;
        int step = steps[mantissa + carry[mantissa >>> shift] >>> shift];
        return ((magnitude >>> Magnitudes.PLACES) - Magnitudes.BIAS << places) + step;
    }

    /**
     * Rounds entries [from, to) to the nearest numbers in place, NaN to itself.
     *
     * @param low   bits of the smallest magnitude
     * @param high  bits of the largest
     * @param floor bits of the magnitude below which all becomes zero, at least 1
     */
    void nearest(float[] values, int from, int to, int low, int high, int floor) {
        if (below.length == 0 || to - from < MANY) {
            lookUp(values, from, to, low, high, floor);
            return;
        }
        BitTile tile = BitTile.take();
        for (int i = from; i < to; i += BitTile.LENGTH) {
            tile.nearest(values, i, Math.min(to, i + BitTile.LENGTH), below, gaps, low, high, floor);
        }
        tile.give();
    }

    private void lookUp(float[] values, int from, int to, int low, int high, int floor) {
        int[] carry = this.carry;
        int[] nearest = this.nearest;
        int shift = this.shift;
        for (int i = from; i < to; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            int magnitude = bits & ~Magnitudes.SIGN;
            int mantissa = bits & Magnitudes.MANTISSA;
            int rounded = (magnitude & Magnitudes.INFINITY) + nearest[mantissa + carry[mantissa >>> shift] >>> shift];
            rounded = Math.max(low, Math.min(high, rounded));
            // Behind a relu half of all values are zeros, which no processor foresees: a mask, not a jump.
            rounded &= floor - 1 - magnitude >> 31;
            if (magnitude > Magnitudes.INFINITY) {
                rounded = magnitude;
            }
            values[i] = Float.intBitsToFloat(bits & Magnitudes.SIGN | rounded);
        }
    }
}
