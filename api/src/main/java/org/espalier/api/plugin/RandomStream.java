package org.espalier.api.plugin;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A counter-based random stream: a pure function from (seed, name, step, index) to random bits.
 *
 * <p>Nothing advances, so a draw depends on where it is wanted and never on how many were made before: a resumed run, a
 * grown tensor and a run with more threads draw the same numbers. The mixer is SplitMix64's finalizer over a Weyl
 * sequence (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014). Not for cryptography.
 * Thread-safe.
 */
@ProviderType
public final class RandomStream {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long SILVER = 0xD1B54A32D192ED03L;
    private final long key;

    private RandomStream(long key) {
        this.key = key;
    }

    /** The stream of a name under a run's seed, at step 0. */
    public static RandomStream of(long seed, String name) {
        long hash = scramble(seed + SILVER);
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash + GOLDEN * (name.charAt(i) + 1L));
        }
        return new RandomStream(mix(hash + GOLDEN));
    }

    /** The stream below this one for a step, an epoch or any other number; streams of different numbers are independent. */
    public RandomStream at(long number) {
        return new RandomStream(scramble(key + SILVER * (number + 1)));
    }

    /** 64 random bits at an index. */
    public long bits(long index) {
        return mix(key + GOLDEN * (index + 1));
    }

    /** A number uniform in [0, 1) at an index, with 53 random bits. */
    public double uniform(long index) {
        return (bits(index) >>> 11) * 0x1p-53;
    }

    /**
     * A standard normal number at an index, by the Box–Muller transform of draws 2·index and 2·index + 1; StrictMath, so
     * that it is the same on every machine.
     */
    public double normal(long index) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(2 * index)));
        return radius * StrictMath.cos(2 * StrictMath.PI * uniform(2 * index + 1));
    }

    /** An integer uniform in [0, bound) at an index, for bounds from 1 to 2^31 - 1; its bias is below 2^-32. */
    public int integer(long index, int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound " + bound + " is below 1");
        }
        return (int) (((bits(index) >>> 32) * bound) >>> 32);
    }

    /** Another finalizer than that of draws (MurmurHash3's), so that keys and draws never fall into step. */
    private static long scramble(long z) {
        z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
        z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return z ^ (z >>> 33);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
