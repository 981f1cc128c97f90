package org.espalier.testkit.doubles;

import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;
import org.espalier.testkit.PlainWeights;

/**
 * InRank's layer: W0 + U·V, where W0 is frozen and the cumulative update U·V grows in rank. U is zero and V has orthonormal
 * rows, so the update is exactly zero at birth. U ends the branch beside W0, so an initializer that goes by roles keeps it zero.
 *
 * @param outputs rows of W0
 * @param inputs  columns of W0
 * @param rank    rank at birth, the buffer included
 */
public record LowRankLayer(int outputs, int inputs, int rank) implements PlainModel {
    /** Name of the dim. */
    public static final String RANK = "layer.rank";

    @Override
    public Dims dims() {
        return Dims.of(Dim.of(RANK, DimKind.RANK, rank, Math.min(outputs, inputs))
                .withSpectrum(Spectrum.product("layer.u", "layer.v")));
    }

    @Override
    public Layout layout(Dims dims) {
        Dim dim = dims.get(RANK);
        return Layout.of(
                Parameter.frozen(
                        "layer.w0",
                        Init.identity(),
                        Axis.fixed(Role.PRODUCES, outputs),
                        Axis.fixed(Role.CONSUMES, inputs)),
                Parameter.trained(
                        "layer.u", Init.zero(), Axis.fixed(Role.BRANCH_END, outputs), Axis.of(Role.CONSUMES, dim)),
                Parameter.trained(
                        "layer.v", Init.orthonormal(), Axis.of(Role.PRODUCES, dim), Axis.fixed(Role.CONSUMES, inputs)));
    }

    @Override
    public double[] outputs(PlainWeights weights, Dims dims, double[] input) {
        double[] out = Linear.of(weights.get("layer.w0"), input);
        double[] terms = Linear.of(weights.get("layer.v"), input);
        double[] update = Linear.of(weights.get("layer.u"), terms, outputs);
        for (int o = 0; o < outputs; o++) {
            out[o] += update[o];
        }
        return out;
    }
}
