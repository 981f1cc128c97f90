package org.espalier.host.growth;

import java.util.function.Function;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Parameter;
import org.espalier.host.plugins.BoundOptimizer;
import org.espalier.host.weights.Ages;
import org.espalier.host.weights.Tensor;

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
    double[] constants(Parameter parameter, float[] values) {
        return parameter.kind() == EntryKind.TRAINED ? of(parameter).constants(parameter, values) : new double[0];
    }

    /** A tensor all of whose entries are born now: zero moments, no age. */
    public Tensor newborn(Parameter parameter, float[] values, long step) {
        return new Tensor(
                parameter, values, newMoments(parameter), Ages.bornAt(parameter, step), constants(parameter, values));
    }

    /** The degree of a parameter's moment in the gradient: 1 for a mean, 2 for a mean square. */
    int degree(Parameter parameter, int moment) {
        return of(parameter).moments().get(moment).degree();
    }

    /** How many moments are kept of a parameter; none unless it is trained. */
    public int moments(Parameter parameter) {
        return parameter.kind() == EntryKind.TRAINED ? of(parameter).moments().size() : 0;
    }

    private float[][] newMoments(Parameter parameter) {
        return new float[moments(parameter)][parameter.length()];
    }
}
