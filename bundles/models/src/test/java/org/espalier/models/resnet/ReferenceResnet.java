package org.espalier.models.resnet;

import java.util.Map;
import java.util.TreeMap;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Parameter;
import org.espalier.layers.testing.ReferenceImages.Convolution;
import org.espalier.models.resnet.ResnetSettings.Variant;
import org.espalier.testkit.model.ModelRig;
import org.espalier.testkit.model.Numbers;

/**
 * A residual network in double precision by plain loops, forward only, written from the papers' formulas; gradients follow from
 * it by central differences, so small that no kink is straddled.
 */
final class ReferenceResnet {
    final Map<String, double[]> weights = new TreeMap<>();
    private final ModelRig<ResnetSettings> rig;
    private final ResnetSettings settings;
    private final boolean training;
    private final int samples;
    private int height;
    private int width;

    ReferenceResnet(ModelRig<ResnetSettings> rig, boolean training) {
        this.rig = rig;
        this.settings = rig.settings();
        this.training = training;
        this.samples = rig.shapes().samples();
        for (Parameter parameter : rig.layout().parameters()) {
            weights.put(parameter.name(), rig.weights().doubles(parameter.name()));
        }
    }

    /** Σ error·output. */
    double loss() {
        double[] y = forward();
        float[] error = rig.outputError();
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += error[i] * y[i];
        }
        return sum;
    }

    /** The derivative along one entry of a weight. */
    double derivative(String name, int entry) {
        double[] values = weights.get(name);
        double kept = values[entry];
        double step = 1e-8;
        values[entry] = kept + step;
        double up = loss();
        values[entry] = kept - step;
        double down = loss();
        values[entry] = kept;
        return (up - down) / (2 * step);
    }

    double[] forward() {
        height = rig.shapes().input()[0];
        width = rig.shapes().input()[1];
        int channels = rig.shapes().input()[2];
        boolean augmented = settings.augmented();
        int before = settings.widths().get(0);
        double[] input = Numbers.doubles(rig.input());
        double[] x = conv("conv1", input, channels, before, 3, 1);
        if (settings.variant() == Variant.AUGMENTED) {
            x = sum(x, hadamard(input, channels, before));
        }
        x = augmented ? norm("bn1", relu(x), before) : relu(norm("bn1", x, before));
        for (int stage = 0; stage < settings.blocks().size(); stage++) {
            int made = settings.widths().get(stage);
            for (int block = 0; block < settings.blocks().get(stage); block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                String name = "layer" + (stage + 1) + "." + block + ".";
                x = augmented ? augmented(name, x, before, made, stride) : standard(name, x, before, made, stride);
                before = made;
            }
        }
        return head(augmented ? norm("bn", relu(x), before) : x, before);
    }

    private double[] standard(String name, double[] x, int in, int out, int stride) {
        double[] shortcut = x;
        int high = height;
        int wide = width;
        if (stride != 1 || in != out) {
            shortcut = norm(name + "downsample.1", conv(name + "downsample.0", x, in, out, 1, stride), out);
        }
        height = high;
        width = wide;
        double[] o = relu(norm(name + "bn1", conv(name + "conv1", x, in, out, 3, stride), out));
        return relu(sum(norm(name + "bn2", conv(name + "conv2", o, out, out, 3, 1), out), shortcut));
    }

    private double[] augmented(String name, double[] x, int in, int out, int stride) {
        double[] o = norm(name + "bn1", relu(x), in);
        double[] shortcut = x;
        int high = height;
        int wide = width;
        if (stride != 1 || in != out) {
            boolean transformed = settings.variant() == Variant.AUGMENTED;
            shortcut = conv(name + "downsample.0", o, in, out, transformed ? 1 : 3, stride);
            shortcut = transformed ? hadamard(shortcut, out, out) : shortcut;
        }
        height = high;
        width = wide;
        double[] middle = sum(conv(name + "conv1", o, in, out, 3, stride), shortcut);
        return sum(middle, conv(name + "conv2", norm(name + "bn2", relu(middle), out), out, out, 3, 1));
    }

    private double[] conv(String name, double[] x, int in, int out, int side, int stride) {
        Convolution sizes = new Convolution(samples, height, width, in, out, side, stride);
        double[] bias = weights.getOrDefault(name + ".bias", new double[out]);
        double[] y = sizes.forward(x, weights.get(name + ".weight"), bias);
        height = (height - 1) / stride + 1;
        width = (width - 1) / stride + 1;
        return y;
    }

    private double[] norm(String name, double[] x, int channels) {
        if (!settings.normed()) {
            return x;
        }
        double[] mean = new double[channels];
        double[] variance = new double[channels];
        int rows = x.length / channels;
        for (int i = 0; i < x.length; i++) mean[i % channels] += x[i] / rows;
        for (int i = 0; i < x.length; i++) variance[i % channels] += Math.pow(x[i] - mean[i % channels], 2) / rows;
        if (!training) {
            mean = weights.get(name + ".running_mean");
            variance = weights.get(name + ".running_var");
        }
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int c = i % channels;
            y[i] = (x[i] - mean[c]) / Math.sqrt(variance[c] + 1e-5) * weights.get(name + ".weight")[c]
                    + weights.get(name + ".bias")[c];
        }
        return y;
    }

    private static double[] hadamard(double[] x, int in, int out) {
        double[] y = new double[x.length / in * out];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < in; j++) {
                int sign = Integer.bitCount(i % out & j) % 2 == 0 ? 1 : -1;
                y[i] += sign * x[i / out * in + j] / Math.sqrt(out);
            }
        }
        return y;
    }

    private static double[] relu(double[] x) {
        double[] y = x.clone();
        for (int i = 0; i < y.length; i++) y[i] = Math.max(0, y[i]);
        return y;
    }

    private static double[] sum(double[] x, double[] y) {
        double[] z = x.clone();
        for (int i = 0; i < z.length; i++) z[i] += y[i];
        return z;
    }

    private double[] head(double[] x, int channels) {
        int outputs = weights.get("fc.bias").length;
        int points = height * width;
        double[] y = new double[samples * outputs];
        for (int i = 0; i < y.length; i++) {
            y[i] = weights.get("fc.bias")[i % outputs];
            for (int point = 0; point < points; point++) {
                for (int c = 0; c < channels; c++) {
                    double value = x[(i / outputs * points + point) * channels + c] / points;
                    y[i] += value * weights.get("fc.weight")[c * outputs + i % outputs];
                }
            }
        }
        return y;
    }

    /** Names of what is trained. */
    Iterable<String> trained() {
        return rig.layout().parameters().stream()
                .filter(parameter -> parameter.kind() == EntryKind.TRAINED)
                .map(Parameter::name)::iterator;
    }
}
