package org.espalier.testkit.doubles;

import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.testkit.PlainWeights;

/**
 * One hidden layer with batch norm: linear → norm → ReLU → linear. The running statistics are STATISTIC parameters: no
 * gradient, no moments, but they grow and are remapped like any other.
 *
 * @param inputs  features read
 * @param hidden  hidden units at birth
 * @param limit   most hidden units
 * @param outputs features fed
 */
public record BatchNormMlp(int inputs, int hidden, int limit, int outputs) implements PlainModel {
    /** Name of the dim. */
    public static final String HIDDEN = "hidden";

    @Override
    public Dims dims() {
        return Dims.of(Dim.of(HIDDEN, DimKind.WIDTH, hidden, limit));
    }

    @Override
    public Layout layout(Dims dims) {
        Axis units = Axis.of(Role.NORM, dims.get(HIDDEN));
        return Layout.of(
                Parameter.trained(
                        "in.weight",
                        Init.normal(Math.sqrt(2.0 / inputs)),
                        Axis.of(Role.PRODUCES, dims.get(HIDDEN)),
                        Axis.fixed(Role.CONSUMES, inputs)),
                Parameter.trained("norm.gain", Init.constant(1), units),
                Parameter.trained("norm.shift", Init.zero(), units),
                Parameter.statistic("norm.mean", Init.zero(), units),
                Parameter.statistic("norm.variance", Init.constant(1), units),
                Parameter.trained(
                        "out.weight",
                        Init.normal(Math.sqrt(1.0 / hidden)),
                        Axis.fixed(Role.PRODUCES, outputs),
                        Axis.of(Role.CONSUMES, dims.get(HIDDEN))),
                Parameter.trained("out.bias", Init.zero(), Axis.fixed(Role.NORM, outputs)));
    }

    @Override
    public double[] outputs(PlainWeights weights, Dims dims, double[] input) {
        double[] made = Linear.of(weights.get("in.weight"), input);
        double[] active = new double[made.length];
        for (int unit = 0; unit < made.length; unit++) {
            double normed = (made[unit] - weights.get("norm.mean")[unit])
                    / Math.sqrt(weights.get("norm.variance")[unit] + 1e-5);
            active[unit] = Math.max(0, weights.get("norm.gain")[unit] * normed + weights.get("norm.shift")[unit]);
        }
        double[] out = Linear.of(weights.get("out.weight"), active);
        for (int o = 0; o < out.length; o++) {
            out[o] += weights.get("out.bias")[o];
        }
        return out;
    }
}
