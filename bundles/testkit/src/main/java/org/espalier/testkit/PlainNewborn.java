package org.espalier.testkit;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.growth.StaleViewException;
import org.espalier.api.plugin.RandomStream;

/** A {@link Newborn} over a plain array that keeps the host's promises: old entries stay, and it is revoked after the call. */
public final class PlainNewborn implements Newborn {
    private final Parameter parameter;
    private final Layout layout;
    private final Region region;
    private final boolean birth;
    private final long seed;
    private final float[] before;
    private final float[] values;
    private boolean stale;

    private PlainNewborn(Parameter parameter, Layout layout, Region region, boolean birth, long seed, float[] before) {
        this.parameter = parameter;
        this.layout = layout;
        this.region = region;
        this.birth = birth;
        this.seed = seed;
        this.before = before;
        this.values = before.clone();
    }

    /** A whole parameter at a run's birth, NaN throughout. */
    public static PlainNewborn birth(Parameter parameter, Layout layout, long seed) {
        float[] nothing = new float[parameter.length()];
        Arrays.fill(nothing, Float.NaN);
        return new PlainNewborn(parameter, layout, Region.all(parameter), true, seed, nothing);
    }

    /**
     * What a parameter has gained by growth.
     *
     * @param old    the parameter at its old sizes
     * @param layout the whole layout at its new sizes
     * @param moved  values at the new sizes, old entries in place
     */
    public static PlainNewborn growth(Parameter old, Layout layout, float[] moved, long seed) {
        Parameter grown = layout.get(old.name());
        return new PlainNewborn(grown, layout, Region.grown(old, grown), false, seed, moved.clone());
    }

    /**
     * The values that an initializer leaves, with everything outside the region as it was.
     *
     * @throws IllegalStateException if it leaves the parameter to the layout
     */
    public <S extends Record> float[] filledBy(Initializer<S> initializer, S settings) {
        return offeredTo(initializer, settings)
                .orElseThrow(() -> new IllegalStateException(parameter.name() + " is left to the layout"));
    }

    /** The values that an initializer leaves; empty if it leaves the parameter to the layout. */
    public <S extends Record> Optional<float[]> offeredTo(Initializer<S> initializer, S settings) {
        boolean filled;
        try {
            filled = initializer.initialize(this, settings);
        } finally {
            stale = true;
        }
        if (!filled) {
            return Optional.empty();
        }
        float[] kept = before.clone();
        region.forEach((flat, index) -> kept[flat] = values[flat]);
        return Optional.of(kept);
    }

    /** The newborn entries, also after the call. */
    public Region entries() {
        return region;
    }

    /** The flat position of the first entry outside the region that the initializer has changed. */
    public OptionalInt firstOverwritten() {
        boolean[] newborn = new boolean[values.length];
        region.forEach((flat, index) -> newborn[flat] = true);
        return IntStream.range(0, values.length)
                .filter(i -> !newborn[i] && Float.floatToRawIntBits(values[i]) != Float.floatToRawIntBits(before[i]))
                .findFirst();
    }

    @Override
    public String toString() {
        return parameter + (birth ? " at birth" : " after growth");
    }

    private <T> T fresh(T value) {
        if (stale) {
            throw new StaleViewException("a newborn");
        }
        return value;
    }

    @Override
    public Parameter parameter() {
        return fresh(parameter);
    }

    @Override
    public Layout layout() {
        return fresh(layout);
    }

    @Override
    public Region region() {
        return fresh(region);
    }

    @Override
    public boolean atBirth() {
        return fresh(birth);
    }

    @Override
    public float[] values() {
        return fresh(values);
    }

    @Override
    public RandomStream random() {
        return fresh(RandomStream.of(seed, parameter.name()));
    }
}
