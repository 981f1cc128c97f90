package org.espalier.host.growth;

import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.plugin.RandomStream;

/** Noise that breaks the symmetry of copied units: what PRODUCES a copy is multiplied by 1 + noise·N(0,1), originals are not. */
final class CopyNoise {
    private CopyNoise() {}

    /** Applies the noise of one remap to the values of one parameter. */
    static void apply(GrowthOp.Remap remap, Parameter parameter, float[] values, RandomStream random) {
        if (remap.noise() == 0 || !parameter.binds(remap.dim())) {
            return;
        }
        boolean[] copy = copies(remap.from());
        List<Axis> axes = parameter.axes();
        int stride = values.length;
        for (Axis axis : axes) {
            stride /= axis.size();
            if (axis.binds(remap.dim()) && axis.role() != Role.CONSUMES) {
                for (int flat = 0; flat < values.length; flat++) {
                    if (copied(axis, flat / stride % axis.size(), remap.dim(), copy)) {
                        values[flat] *= (float) (1 + remap.noise() * random.normal(flat));
                    }
                }
            }
        }
    }

    private static boolean[] copies(int[] from) {
        boolean[] seen = new boolean[from.length + 1];
        boolean[] copy = new boolean[from.length];
        for (int i = 0; i < from.length; i++) {
            copy[i] = seen[from[i]];
            seen[from[i]] = true;
        }
        return copy;
    }

    private static boolean copied(Axis axis, int index, String dim, boolean[] copy) {
        int rest = index;
        List<Axis.Factor> factors = axis.factors();
        for (int f = factors.size() - 1; f >= 0; f--) {
            int sub = rest % factors.get(f).size();
            rest /= factors.get(f).size();
            if (factors.get(f).dim().filter(dim::equals).isPresent() && copy[sub]) {
                return true;
            }
        }
        return false;
    }
}
