package org.espalier.host.growth;

import java.util.List;
import java.util.function.Function;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.optimize.Moment;
import org.espalier.host.plugins.BoundOptimizer;
import org.espalier.host.weights.Ages;
import org.espalier.host.weights.Tensor;
import org.espalier.host.weights.Values;

/** Which optimizer trains which parameter, as the job's groups say. */
public final class OptimizerByParameter {
    private final Function<Parameter, BoundOptimizer> choice;

    /** A choice by parameter. */
    public OptimizerByParameter(Function<Parameter, BoundOptimizer> choice) {
        this.choice = choice;
    }

    /** The optimizer of a parameter. */
    public BoundOptimizer of(Parameter parameter) {
        return choice.apply(parameter);
    }

    /** The constants of a parameter; none unless it is trained. */
    public double[] constants(Parameter parameter, float[] values) {
        return parameter.kind() == EntryKind.TRAINED ? of(parameter).constants(parameter, values) : new double[0];
    }

    /** Whether a parameter is trained by a rule that never moves an exact zero. */
    public boolean mayStick(Parameter parameter) {
        return parameter.kind() == EntryKind.TRAINED && !of(parameter).movesExactZero();
    }

    /**
     * Refuses entries that would stay zero for ever.
     *
     * @param region which entries have just got their values
     * @throws IllegalArgumentException if one of them is exactly zero and the parameter's optimizer never moves such
     */
    public void checkMovable(Parameter parameter, Region region, float[] values) {
        if (mayStick(parameter)) {
            int[] zeros = {0};
            region.forEach((flat, index) -> zeros[0] += values[flat] == 0 ? 1 : 0);
            if (zeros[0] > 0) {
                throw new IllegalArgumentException(parameter.name() + ": " + zeros[0] + " of " + region.count()
                        + " newborn entries are exactly zero, which its multiplicative optimizer never moves; let them be"
                        + " born otherwise, such as mirrored, or give the parameter another optimizer by a group");
            }
        }
    }

    /** A tensor all of whose entries are born now: zero moments, no age. */
    public Tensor newborn(Parameter parameter, Values values, long step) {
        checkMovable(parameter, Region.all(parameter), values.master());
        double[] constants = constants(parameter, values.master());
        return new Tensor(parameter, values, newMoments(parameter), Ages.bornAt(parameter, step), constants);
    }

    /** The degree of a parameter's moment in the gradient: 1 for a mean, 2 for a mean square. */
    int degree(Parameter parameter, int moment) {
        return of(parameter).moments().get(moment).degree();
    }

    /** The names of the moments that are kept of a parameter, in their order; none unless it is trained. */
    public List<String> momentNames(Parameter parameter) {
        return parameter.kind() == EntryKind.TRAINED
                ? of(parameter).moments().stream().map(Moment::name).toList()
                : List.of();
    }

    /** How many moments are kept of a parameter; none unless it is trained. */
    public int moments(Parameter parameter) {
        return parameter.kind() == EntryKind.TRAINED ? of(parameter).moments().size() : 0;
    }

    private float[][] newMoments(Parameter parameter) {
        return new float[moments(parameter)][parameter.length()];
    }
}
