package org.espalier.host.numbers;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Parameter;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.job.Job;
import org.espalier.host.plugins.BoundNumbers;
import org.espalier.host.weights.Values;

/**
 * The number system of a run and the parameters that it carries: all but statistics and those that a group leaves in float32.
 * Values come from here onto the grid on which they live, UPDATE, and from there to what programs see, WEIGHT. Holds no state.
 */
public final class Precision {
    private static final double[] NO_GRID = {};

    private final Optional<BoundNumbers> system;
    private final Predicate<Parameter> carried;
    private final long seed;

    /**
     * The precision of a run.
     *
     * @param system  empty for float32
     * @param carried which parameters no group leaves in float32
     * @param seed    of the run
     */
    public Precision(Optional<BoundNumbers> system, Predicate<Parameter> carried, long seed) {
        this.system = system;
        this.carried = carried;
        this.seed = seed;
    }

    /** The precision that a job asks for, of the number system that was found for it; none for float32. */
    public static Precision of(Job job, Optional<BoundNumbers> system) {
        return new Precision(
                system, parameter -> job.precisionOf(parameter.name()).isPresent(), job.seed());
    }

    /** Nothing is rounded anywhere. */
    public static Precision float32() {
        return new Precision(Optional.empty(), parameter -> false, 0);
    }

    /** What rounds; empty for float32. */
    public Optional<BoundNumbers> system() {
        return system;
    }

    private Optional<BoundNumbers> of(Parameter parameter) {
        return system.filter(any -> parameter.kind() != EntryKind.STATISTIC && carried.test(parameter));
    }

    /** The draws for a tensor at a site, of which each step has its own. */
    public RandomStream draws(Site site, String tensor) {
        return RandomStream.of(seed, site.name().toLowerCase(Locale.ROOT) + ":" + tensor);
    }

    private RandomStream births(Parameter parameter, long step) {
        return RandomStream.of(seed, "grid:" + parameter.name()).at(step);
    }

    /** The grid on which a parameter's values live; empty where that is float32. */
    public Optional<WeightGrid> grid(Parameter parameter) {
        return of(parameter).flatMap(numbers -> WeightGrid.of(numbers, parameter.shape()));
    }

    /** What is done to a trained parameter at every step. */
    public ParameterRounding rounding(Parameter parameter) {
        return new ParameterRounding(of(parameter), parameter, this);
    }

    /**
     * Newborn values on the grid that fits them.
     *
     * @param values taken over and rounded in place
     * @param step   steps done
     */
    public Values born(Parameter parameter, float[] values, long step) {
        Optional<WeightGrid> grid = grid(parameter);
        if (grid.isEmpty()) {
            return seen(parameter, values, NO_GRID, step);
        }
        try (WeightGrid own = grid.get()) {
            return seen(parameter, values, own.born(values, births(parameter, step)), step);
        }
    }

    /**
     * Values that have grown, old ones with the bits that they had where newborn ones allow it.
     *
     * @param values  taken over and rounded in place
     * @param origins by entry: the entry that it was before, or −1 for a newborn
     * @param before  the parameter as it was
     * @param scales  of the grid on which it lived
     */
    public Values grown(
            Parameter parameter, float[] values, int[] origins, Parameter before, double[] scales, long step) {
        Optional<WeightGrid> grid = grid(parameter);
        Optional<WeightGrid> old = grid(before);
        if (grid.isEmpty() || old.isEmpty() || scales.length == 0) {
            return born(parameter, values, step);
        }
        try (WeightGrid own = grid.get();
                WeightGrid was = old.get()) {
            return seen(parameter, values, own.grown(values, origins, was, scales, births(parameter, step)), step);
        }
    }

    /**
     * Values that have lived on a grid, perhaps another one: as they are if they are on this one, else on the one that fits them.
     *
     * @param values taken over; rounded in place if need be
     * @param scales of the grid on which they lived; empty for float32
     */
    public Values kept(Parameter parameter, float[] values, double[] scales, long step) {
        return holds(parameter, values, scales) ? seen(parameter, values, scales, step) : born(parameter, values, step);
    }

    /** Whether values are where they would live here, so that nothing has to be rounded. */
    public boolean holds(Parameter parameter, float[] values, double[] scales) {
        Optional<WeightGrid> grid = grid(parameter);
        if (grid.isEmpty()) {
            return scales.length == 0;
        }
        try (WeightGrid own = grid.get()) {
            return own.holds(values, scales);
        }
    }

    private Values seen(Parameter parameter, float[] values, double[] scales, long step) {
        Optional<SeenWeights> view = of(parameter).flatMap(numbers -> SeenWeights.of(numbers, parameter.shape()));
        if (view.isEmpty()) {
            return new Values(values, values, scales);
        }
        try (SeenWeights own = view.get()) {
            float[] seen = new float[values.length];
            own.fit(values);
            // What never changes is not drawn anew, or a run that is resumed would see other weights than the one
            // before.
            long drawn = parameter.kind() == EntryKind.TRAINED ? step : 0;
            RandomStream draws = draws(Site.WEIGHT, parameter.name()).at(drawn);
            own.see(values, 0, values.length, seen, draws);
            return new Values(values, seen, scales);
        }
    }
}
