package org.espalier.layers;

import org.espalier.api.plugin.RandomStream;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Dropout: in training every value is zero with some probability, and else divided by the probability to stay (Srivastava et
 * al., JMLR 15, 2014).
 *
 * <p>Which values stay follows from a stream and the value's place alone: backward asks again instead of remembering, and any
 * number of workers drops the same. A draw of 64 bits serves four values, so probabilities are whole multiples of 2⁻¹⁶.
 */
@ProviderType
public final class Dropout {
    private static final int LEVELS = 1 << 16;
    private final int dropped;

    /** By what a value is multiplied that stays, and one that is dropped. */
    private final float[] factors;

    private RandomStream random = RandomStream.of(0, "dropout");
    private boolean active;

    /**
     * Dropout of a rate.
     *
     * @param rate probability of a value to be zero, 0 to below 1
     */
    public Dropout(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("a dropout rate of " + rate + " is not in [0, 1)");
        }
        this.dropped = Math.min(LEVELS - 1, (int) Math.round(rate * LEVELS));
        this.factors = new float[] {(float) LEVELS / (LEVELS - dropped), 0f};
    }

    /** Takes the stream of a pass; one thread, before the workers. Out of training nothing is dropped. */
    public void begin(RandomStream random, boolean training) {
        this.random = random;
        this.active = training && dropped > 0;
    }

    /** Whether values are dropped in this pass. */
    public boolean active() {
        return active;
    }

    /**
     * Drops values of a tile in place: those from from to to − 1.
     *
     * @param place of the first of them among all that this pass drops from
     */
    void apply(long place, float[] values, int from, int to) {
        // What a draw begins to serve before the first value, or ends to serve behind the last, is left out.
        int i = some(place, values, from, Math.min(to, from + (int) (-place & 3)));
        long draw = (place + i - from) >>> 2;
        for (; i <= to - 4; i += 4) {
            long bits = random.bits(draw++);
            values[i] *= factor(bits);
            values[i + 1] *= factor(bits >>> 16);
            values[i + 2] *= factor(bits >>> 32);
            values[i + 3] *= factor(bits >>> 48);
        }
        some(place + i - from, values, i, to);
    }

    /** At most three values, of one draw; returns where they end. */
    private int some(long place, float[] values, int from, int to) {
        long bits = random.bits(place >>> 2) >>> (16 * (place & 3));
        for (int i = from; i < to; i++, bits >>>= 16) {
            values[i] *= factor(bits);
        }
        return Math.max(from, to);
    }

    /** No branch: which values stay nobody can predict. */
    private float factor(long bits) {
        return factors[((int) (bits & (LEVELS - 1)) - dropped) >>> 31];
    }
}
