package org.example.net2net;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.RandomStream;

/**
 * A widened layer whose copies have moved: the incoming weights of each copy by a drawn step v, those of its original by −v. For
 * the probe alone; nobody asks the host to carry it out.
 *
 * <p>All copies of a unit share its outgoing weights equally and their steps add up to nothing, so outputs change to second order
 * only, by what the split itself brings: Liu, Wu, Wang, Splitting Steepest Descent for Growing Neural Architectures, NeurIPS
 * 2019, arXiv 1910.02366. There the best direction is an eigenvector of a matrix of second derivatives; here some are tried.
 */
final class Split {
    private Split() {}

    /**
     * A trial.
     *
     * @param from   for every new unit the old one that it copies; originals come first, each in its own place
     * @param reach  length of v over that of the unit's incoming weights
     */
    static GrowthPlan of(Dim dim, int[] from, StepView seen, double reach, RandomStream random) {
        List<GrowthOp> ops = new ArrayList<>();
        ops.add(GrowthOp.remap(dim, from));
        for (Parameter parameter : seen.layout().parameters()) {
            int axis = making(parameter, dim);
            if (axis >= 0) {
                float[] moved = moved(parameter, axis, from, seen.weights(parameter.name()), reach, random);
                ops.add(GrowthOp.assign(parameter.name(), Init.values(moved)));
            }
        }
        return GrowthPlan.of(ops);
    }

    /** The axis along which a parameter makes the dim's units; -1 if it has none, or one that counts something else besides. */
    private static int making(Parameter parameter, Dim dim) {
        if (parameter.kind() == EntryKind.TRAINED) {
            for (int i = 0; i < parameter.axes().size(); i++) {
                Axis axis = parameter.axes().get(i);
                if (axis.role() == Role.PRODUCES
                        && axis.binds(dim.name())
                        && axis.factors().size() == 1) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static float[] moved(
            Parameter parameter, int axis, int[] from, float[] old, double reach, RandomStream random) {
        int units = parameter.axes().get(axis).size();
        int inner = 1;
        for (Axis further : parameter.axes().subList(axis + 1, parameter.axes().size())) {
            inner *= further.size();
        }
        double[] scale = rootMeanSquares(old, units, inner);
        float[] moved = new float[old.length / units * from.length];
        for (int outer = 0; outer < old.length / units / inner; outer++) {
            for (int unit = 0; unit < from.length; unit++) {
                for (int i = 0; i < inner; i++) {
                    int at = (outer * from.length + unit) * inner + i;
                    moved[at] += old[(outer * units + from[unit]) * inner + i];
                    if (unit >= units) {
                        float step = (float) (reach * scale[from[unit]] * random.normal(at));
                        moved[at] += step;
                        moved[(outer * from.length + from[unit]) * inner + i] -= step;
                    }
                }
            }
        }
        return moved;
    }

    private static double[] rootMeanSquares(float[] values, int units, int inner) {
        double[] squares = new double[units];
        for (int i = 0; i < values.length; i++) {
            squares[i / inner % units] += (double) values[i] * values[i];
        }
        for (int unit = 0; unit < units; unit++) {
            squares[unit] = Math.sqrt(squares[unit] * units / values.length);
        }
        return squares;
    }
}
