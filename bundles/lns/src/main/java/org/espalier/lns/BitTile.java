package org.espalier.lns;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A stretch of floats as bits, on which C2 vectorises the rounding to a {@link LogGrid} of few steps.
 *
 * <p>No compiler of the JDK's vectorises look-ups in tables, nor, before 25, the way between a float and its bits, nor minima of
 * whole numbers. So bits are copied whole, a magnitude is compared with every midpoint of an octave, four in a pass, since bodies
 * of more are no longer unrolled, and minima are differences and masks. One thread at a time; {@link #take} and {@link #give} lend.
 */
final class BitTile {
    /** Entries: bits, results and the copy between stay in the nearest cache. */
    static final int LENGTH = 1024;
    /** Comparisons of one pass. */
    static final int PASS = 4;

    /** Those that nobody uses: not by threads, which would outlive the bundle and hold it. */
    private static final AtomicReferenceArray<BitTile> IDLE = new AtomicReferenceArray<>(64);

    private final int[] bits = new int[LENGTH];
    private final int[] rounded = new int[LENGTH];
    private final FloatBuffer floats;
    private final IntBuffer ints;

    private BitTile() {
        ByteBuffer between = ByteBuffer.allocate(LENGTH * Float.BYTES).order(ByteOrder.nativeOrder());
        this.floats = between.asFloatBuffer();
        this.ints = between.asIntBuffer();
    }

    /** A tile for the calling thread, made only if all are in use. */
    static BitTile take() {
        for (int i = 0; i < IDLE.length(); i++) {
            BitTile idle = IDLE.get(i) == null ? null : IDLE.getAndSet(i, null);
            if (idle != null) {
                return idle;
            }
        }
        return new BitTile();
    }

    /** Gives it back. */
    void give() {
        for (int i = 0; i < IDLE.length(); i++) {
            if (IDLE.compareAndSet(i, null, this)) {
                return;
            }
        }
    }

    /**
     * Rounds entries [from, to), at most {@link #LENGTH}, to the nearest numbers in place, NaN to itself.
     *
     * @param below by step of an octave, the mantissa below its midpoint with the next; as many as passes compare
     * @param gaps  likewise, how much larger the next step's mantissa is
     * @param low   bits of the smallest magnitude
     * @param high  bits of the largest
     * @param floor bits of the magnitude below which all becomes zero, at least 1
     */
    void nearest(float[] values, int from, int to, int[] below, int[] gaps, int low, int high, int floor) {
        int length = to - from;
        floats.put(0, values, from, length);
        ints.get(0, bits, 0, length);
        octaves(bits, rounded, length);
        for (int k = 0; k < below.length; k += PASS) {
            step(bits, rounded, length, below, gaps, k);
        }
        clamp(bits, rounded, length, low, high, floor);
        sign(bits, rounded, length);
        ints.put(0, rounded, 0, length);
        floats.get(0, values, from, length);
    }

    private static void octaves(int[] bits, int[] rounded, int length) {
        for (int i = 0; i < length; i++) {
            rounded[i] = bits[i] & Magnitudes.INFINITY;
        }
    }

    /** Adds the gaps of the midpoints that a mantissa has passed. */
    private static void step(int[] bits, int[] rounded, int length, int[] below, int[] gaps, int k) {
        int a = below[k];
        int b = below[k + 1];
        int c = below[k + 2];
        int d = below[k + 3];
        int toA = gaps[k];
        int toB = gaps[k + 1];
        int toC = gaps[k + 2];
        int toD = gaps[k + 3];
        for (int i = 0; i < length; i++) {
            int mantissa = bits[i] & Magnitudes.MANTISSA;
            rounded[i] += (toA & a - mantissa >> 31)
                    + (toB & b - mantissa >> 31)
                    + (toC & c - mantissa >> 31)
                    + (toD & d - mantissa >> 31);
        }
    }

    /** No number's difference overflows. What it makes of NaN means nothing, and {@link #sign} writes over it. */
    private static void clamp(int[] bits, int[] rounded, int length, int low, int high, int floor) {
        for (int i = 0; i < length; i++) {
            int room = high - rounded[i];
            int above = rounded[i] + (room & room >> 31) - low;
            int clamped = low + (above & ~(above >> 31));
            rounded[i] = clamped & floor - 1 - (bits[i] & ~Magnitudes.SIGN) >> 31;
        }
    }

    private static void sign(int[] bits, int[] rounded, int length) {
        for (int i = 0; i < length; i++) {
            int magnitude = bits[i] & ~Magnitudes.SIGN;
            int nan = Magnitudes.INFINITY - magnitude >> 31;
            rounded[i] = bits[i] & Magnitudes.SIGN | rounded[i] & ~nan | magnitude & nan;
        }
    }
}
