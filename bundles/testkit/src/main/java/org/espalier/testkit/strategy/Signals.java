package org.espalier.testkit.strategy;

import java.util.function.IntToDoubleFunction;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.plugin.RandomStream;
import org.espalier.testkit.PlainView;

/**
 * Every signal of a made-up training run, as pure functions of the decision's index: losses that fall and stall, spectra that
 * are flat, then steep. So a criterion has reasons for and against.
 */
final class Signals {
    private static final double[] STEEPNESS = {0.02, 0.6, 3};
    private static final int STALL = 3;
    private final int index;
    private final RandomStream random;

    Signals(int index) {
        this.index = index;
        this.random = RandomStream.of(11, "signals").at(index);
    }

    double heldOutLoss() {
        return index == 0 ? Double.NaN : lossNow();
    }

    /** Shows every signal that a model with these dims and parameters has. */
    PlainView.Builder show(PlainView.Builder view, Iterable<Dim> dims, Layout layout) {
        view.heldOutLoss(heldOutLoss()).trainLoss(1.5 * Math.pow(0.8, index / STALL));
        for (Dim dim : dims) {
            if (dim.spectrum() != Spectrum.none()) {
                view.spectrum(dim, energies(dim, 1));
            }
            view.gradientEnergy(dim, energies(dim, 2));
            int fed = beside(dim, layout, Role.CONSUMES);
            int read = beside(dim, layout, Role.PRODUCES);
            if (fed > 0 && read > 0) {
                view.bridge(dim, floats(fed * read, i -> random.at(3).normal(i)));
            }
        }
        for (Parameter parameter : layout.parameters()) {
            RandomStream own = random.at(parameter.name().hashCode());
            view.weights(parameter.name(), floats(parameter.length(), own::normal));
            view.gradient(
                    parameter.name(),
                    floats(parameter.length(), i -> 0.1 * own.at(1).normal(i)));
        }
        return view.lossNow(lossNow()).lossIf(this::lossIf);
    }

    private double[] energies(Dim dim, int kind) {
        double[] energy = new double[dim.size()];
        for (int k = 0; k < energy.length; k++) {
            double steep = STEEPNESS[(index + kind + dim.name().length()) % STEEPNESS.length];
            energy[k] = Math.exp(-steep * k) * (1 + 0.1 * random.at(kind).uniform(k));
        }
        return energy;
    }

    /** Entries that stand beside a dim in the first parameter that binds it in that role; 0 if there is none. */
    private static int beside(Dim dim, Layout layout, Role role) {
        for (Parameter parameter : layout.parameters()) {
            for (Axis axis : parameter.axes()) {
                if (axis.role() == role && axis.binds(dim.name())) {
                    return parameter.axes().stream()
                            .filter(other -> other != axis)
                            .mapToInt(Axis::size)
                            .reduce(1, Math::multiplyExact);
                }
            }
        }
        return 0;
    }

    /** A probe that likes large sizes, a little less each time. */
    private double lossIf(GrowthPlan plan) {
        double gain = 0;
        for (GrowthOp op : plan.ops()) {
            gain += op instanceof GrowthOp.Resize resize ? Math.log1p(resize.size()) : 0.1;
        }
        return lossNow() / (1 + 0.1 * gain);
    }

    private double lossNow() {
        return 2 * Math.pow(0.8, index / STALL);
    }

    private static float[] floats(int length, IntToDoubleFunction value) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) value.applyAsDouble(i);
        }
        return values;
    }
}
