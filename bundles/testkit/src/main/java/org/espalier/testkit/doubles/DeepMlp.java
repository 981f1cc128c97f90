package org.espalier.testkit.doubles;

import java.util.ArrayList;
import java.util.List;
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
 * A stack of low-rank blocks that grows in depth: every block brings a dim of its own, its rank.
 *
 * @param width    units per block
 * @param depth    blocks at birth
 * @param maxDepth most blocks
 * @param rank     rank at which a block is born
 */
public record DeepMlp(int width, int depth, int maxDepth, int rank) implements PlainModel {
    /** Name of the dim that counts blocks. */
    public static final String DEPTH = "depth";

    @Override
    public Dims dims() {
        return complete(Dims.of(Dim.of(DEPTH, DimKind.DEPTH, depth, maxDepth)));
    }

    @Override
    public Dims complete(Dims dims) {
        Dims whole = Dims.of(dims.get(DEPTH));
        for (int block = 0; block < dims.size(DEPTH); block++) {
            Dim born = Dim.of(rank(block), DimKind.RANK, rank, width);
            whole = whole.with(dims.find(rank(block)).orElse(born));
        }
        return whole;
    }

    private static String rank(int block) {
        return "block" + block + ".rank";
    }

    @Override
    public Layout layout(Dims dims) {
        List<Parameter> parameters = new ArrayList<>();
        for (int block = 0; block < dims.size(DEPTH); block++) {
            Dim dim = dims.get(rank(block));
            parameters.add(Parameter.trained(
                    "block" + block + ".weight",
                    Init.normal(Math.sqrt(2.0 / width)),
                    Axis.fixed(Role.PRODUCES, width),
                    Axis.fixed(Role.CONSUMES, width)));
            parameters.add(Parameter.trained(
                    "block" + block + ".u",
                    Init.zero(),
                    Axis.fixed(Role.BRANCH_END, width),
                    Axis.of(Role.CONSUMES, dim)));
            parameters.add(Parameter.trained(
                    "block" + block + ".v",
                    Init.orthonormal(),
                    Axis.of(Role.PRODUCES, dim),
                    Axis.fixed(Role.CONSUMES, width)));
        }
        return Layout.of(parameters);
    }

    @Override
    public int inputs() {
        return width;
    }

    /** Each block is ReLU((W + U·V)·x), so that a block born as identity changes nothing that is not negative. */
    @Override
    public double[] outputs(PlainWeights weights, Dims dims, double[] input) {
        double[] x = input;
        for (int block = 0; block < dims.size(DEPTH); block++) {
            double[] through = Linear.of(weights.get("block" + block + ".weight"), x);
            double[] terms = Linear.of(weights.get("block" + block + ".v"), x);
            double[] update = Linear.of(weights.get("block" + block + ".u"), terms, width);
            double[] next = new double[width];
            for (int unit = 0; unit < width; unit++) {
                next[unit] = Math.max(0, through[unit] + update[unit]);
            }
            x = next;
        }
        return x;
    }
}
