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
import org.espalier.api.growth.Spectrum;
import org.espalier.testkit.PlainWeights;

/**
 * The spectral weights of a 2-D Fourier neural operator, one per layer: [± × modes, modes, width, width, re/im].
 *
 * @param layers   layers, each with its own modes
 * @param modes    modes at birth per axis and sign, the buffer included
 * @param maxModes limit
 * @param width    channels
 */
public record SpectralStack(int layers, int modes, int maxModes, int width) implements PlainModel {
    private static String name(int layer, String what) {
        return "layer" + layer + "." + what;
    }

    @Override
    public Dims dims() {
        List<Dim> dims = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            dims.add(Dim.of(name(layer, "modes"), DimKind.MODES, modes, maxModes)
                    .withSpectrum(Spectrum.shells(name(layer, "spectral"))));
        }
        return Dims.of(dims);
    }

    @Override
    public Layout layout(Dims dims) {
        List<Parameter> parameters = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            Dim dim = dims.get(name(layer, "modes"));
            parameters.add(Parameter.trained(
                    name(layer, "spectral"),
                    Init.normal(1.0 / width),
                    Axis.fixed(Role.SPATIAL, 2).times(dim),
                    Axis.of(Role.SPATIAL, dim),
                    Axis.fixed(Role.CONSUMES, width),
                    Axis.fixed(Role.PRODUCES, width),
                    Axis.fixed(Role.SPATIAL, 2)));
        }
        return Layout.of(parameters);
    }

    @Override
    public int inputs() {
        return width;
    }

    /** The layers one after another, each read at one point of the plane: linear in the spectral weights. */
    @Override
    public double[] outputs(PlainWeights weights, Dims dims, double[] input) {
        double[] x = input;
        for (int layer = 0; layer < layers; layer++) {
            int kept = dims.size(name(layer, "modes"));
            float[] w = weights.get(name(layer, "spectral"));
            double[] next = x.clone();
            for (int i = 0; i < w.length; i++) {
                int part = i % 2;
                int out = i / 2 % width;
                int in = i / 2 / width % width;
                int second = i / 2 / width / width % kept;
                int first = i / 2 / width / width / kept;
                int frequency = first < kept ? first : -1 - (first - kept);
                double phase = 0.7 * frequency + 0.3 * second;
                next[out] += w[i] * x[in] * (part == 0 ? Math.cos(phase) : -Math.sin(phase)) / 8;
            }
            x = next;
        }
        return x;
    }
}
