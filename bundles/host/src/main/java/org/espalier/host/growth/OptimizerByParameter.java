package org.espalier.host.growth;

import java.util.List;
import java.util.function.Function;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Parameter;
import org.espalier.api.optimize.Moment;
import org.espalier.host.plugins.BoundOptimizer;

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

    /** The constants of a parameter. */
    public double[] constants(Parameter parameter, float[] values) {
        return of(parameter).constants(parameter, values);
    }

    /** The degree of a parameter's moment in the gradient: 1 for a mean, 2 for a mean square. */
    public int degree(Parameter parameter, int moment) {
        return of(parameter).moments().get(moment).degree();
    }

    /** Zero moments for a parameter; none unless it is trained. */
    public float[][] newMoments(Parameter parameter) {
        List<Moment> moments =
                parameter.kind() == EntryKind.TRAINED ? of(parameter).moments() : List.of();
        return moments.stream().map(m -> new float[parameter.length()]).toArray(float[][]::new);
    }
}
