package org.espalier.models;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.espalier.layers.testing.ReferenceLayers;
import org.espalier.layers.testing.ReferenceSpectral;
import org.espalier.testkit.model.ModelRig;
import org.espalier.testkit.model.Numbers;

/** The same operator in double precision, by plain loops from its definition. */
final class ReferenceFno {
    final Map<String, double[]> weights = new HashMap<>();
    final Map<String, double[]> gradients = new HashMap<>();
    private final ModelRig<FnoSettings> rig;
    private final float[] outputError;
    private final int[] grid;
    private final int rows;
    private final int outputs;
    private final int count;
    private final double[][] before;
    private final double[][] after;
    private double[] hidden = {};

    ReferenceFno(ModelRig<FnoSettings> rig) {
        this.rig = rig;
        this.outputError = rig.outputError();
        int[] input = rig.shapes().input();
        this.grid = Arrays.copyOf(input, input.length - 1);
        this.rows = outputError.length / rig.shapes().target()[grid.length];
        this.outputs = rig.shapes().target()[grid.length];
        this.count = rig.settings().layers();
        this.before = new double[count + 1][];
        this.after = new double[count + 1][];
        for (String name : rig.weights().names()) {
            weights.put(name, rig.weights().doubles(name));
            gradients.put(name, new double[rig.weights().doubles(name).length]);
        }
    }

    private ReferenceSpectral spectral(int layer) {
        int kept = rig.dims().size("layer" + layer + ".modes");
        int width = rig.settings().width();
        return new ReferenceSpectral(grid, kept, rig.shapes().samples(), width, width);
    }

    /** [rows, input channels and coordinates]. */
    private double[] withCoordinates() {
        double[] a = Numbers.doubles(rig.input());
        int inputs = a.length / rows;
        int channels = inputs + grid.length;
        double[] all = new double[rows * channels];
        int points = rows / rig.shapes().samples();
        for (int row = 0; row < rows; row++) {
            System.arraycopy(a, row * inputs, all, row * channels, inputs);
            int point = row % points;
            if (grid.length == 2) {
                all[row * channels + inputs] = point / grid[1] / (double) grid[0];
            }
            int last = grid[grid.length - 1];
            all[row * channels + channels - 1] = point % last / (double) last;
        }
        return all;
    }

    private double[] linear(String name, double[] x, int out) {
        double[] y = new double[rows * out];
        ReferenceLayers.linear(
                rows, x.length / rows, out, x, weights.get(name + ".weight"), weights.get(name + ".bias"), y);
        return y;
    }

    double[] forward() {
        int width = rig.settings().width();
        after[0] = linear("lift", withCoordinates(), width);
        for (int layer = 0; layer < count; layer++) {
            double[] y = linear("layer" + layer + ".skip", after[layer], width);
            spectral(layer).forward(after[layer], weights.get("layer" + layer + ".spectral.weight"), y);
            before[layer + 1] = y;
            after[layer + 1] = layer < count - 1 ? ReferenceLayers.gelu(y) : y;
        }
        hidden = linear("project.hidden", after[count], rig.settings().hidden());
        return linear("project.out", ReferenceLayers.gelu(hidden), outputs);
    }

    double loss() {
        double sum = 0;
        double[] y = forward();
        for (int i = 0; i < y.length; i++) {
            sum += y[i] * outputError[i];
        }
        return sum;
    }

    private double[] linearBackward(String name, double[] x, double[] dy) {
        double[] dx = new double[x.length];
        ReferenceLayers.linearBackward(
                rows,
                x.length / rows,
                dy.length / rows,
                x,
                weights.get(name + ".weight"),
                dy,
                dx,
                gradients.get(name + ".weight"),
                gradients.get(name + ".bias"));
        return dx;
    }

    void backward() {
        forward();
        double[] error = linearBackward("project.out", ReferenceLayers.gelu(hidden), Numbers.doubles(outputError));
        error = linearBackward("project.hidden", after[count], ReferenceLayers.geluBackward(hidden, error));
        for (int layer = count - 1; layer >= 0; layer--) {
            if (layer < count - 1) {
                error = ReferenceLayers.geluBackward(before[layer + 1], error);
            }
            double[] dx = linearBackward("layer" + layer + ".skip", after[layer], error);
            String name = "layer" + layer + ".spectral.weight";
            spectral(layer).backward(after[layer], weights.get(name), error, dx, gradients.get(name));
            error = dx;
        }
        linearBackward("lift", withCoordinates(), error);
    }
}
