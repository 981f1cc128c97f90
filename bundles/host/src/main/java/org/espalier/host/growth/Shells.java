package org.espalier.host.growth;

import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Parameter;

/**
 * The shells of one parameter along a dim: an entry lies in shell k if k is the largest of its indices on the factors bound
 * to the dim.
 */
final class Shells {
    private final int[] shape;
    private final int[][] shellByAxis;
    private final int size;
    private final int block;
    private final int outer;

    /** The shells of a parameter along the dim of that name and size. */
    Shells(Parameter parameter, String dim, int size) {
        List<Axis> axes = parameter.axes();
        this.size = size;
        this.shape = parameter.shape();
        this.shellByAxis = new int[axes.size()][];
        int outermost = 0;
        for (int axis = 0; axis < axes.size(); axis++) {
            shellByAxis[axis] = shells(axes.get(axis), dim);
            outermost = axes.get(axis).binds(dim) ? axis + 1 : outermost;
        }
        this.outer = outermost;
        int inner = 1;
        for (int axis = outermost; axis < shape.length; axis++) {
            inner *= shape[axis];
        }
        this.block = inner;
    }

    private static int[] shells(Axis axis, String dim) {
        int[] shells = new int[axis.size()];
        List<Axis.Factor> factors = axis.factors();
        for (int i = 0; i < shells.length; i++) {
            int rest = i;
            for (int f = factors.size() - 1; f >= 0; f--) {
                int sub = rest % factors.get(f).size();
                rest /= factors.get(f).size();
                if (factors.get(f).dim().filter(dim::equals).isPresent()) {
                    shells[i] = Math.max(shells[i], sub);
                }
            }
        }
        return shells;
    }

    /** Adds the squares of values to the energies of their shells. */
    void addEnergy(float[] values, double[] energies) {
        if (energies.length != size) {
            throw new IllegalArgumentException(energies.length + " energies for " + size + " shells");
        }
        int[] index = new int[outer];
        for (int from = 0; from < values.length; from += block) {
            double sum = 0;
            for (int i = from; i < from + block; i++) {
                sum += (double) values[i] * values[i];
            }
            int shell = 0;
            for (int axis = 0; axis < outer; axis++) {
                shell = Math.max(shell, shellByAxis[axis][index[axis]]);
            }
            energies[shell] += sum;
            for (int axis = outer - 1; axis >= 0; axis--) {
                if (++index[axis] < shape[axis]) {
                    break;
                }
                index[axis] = 0;
            }
        }
    }
}
