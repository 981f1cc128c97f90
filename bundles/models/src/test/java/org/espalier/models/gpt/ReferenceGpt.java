package org.espalier.models.gpt;

import java.util.Map;
import java.util.TreeMap;
import org.espalier.api.growth.Parameter;
import org.espalier.layers.testing.ReferenceLayers;
import org.espalier.testkit.model.ModelRig;

/** A GPT in double precision, by plain loops: forward alone, since its gradients follow from differences. */
final class ReferenceGpt {
    final Map<String, double[]> weights = new TreeMap<>();
    private final GptSettings settings;
    private final float[] tokens;
    private final int positions;
    private final int rows;
    private final int width;

    ReferenceGpt(ModelRig<GptSettings> rig) {
        this.settings = rig.settings();
        this.tokens = rig.input();
        this.positions = rig.shapes().input()[0];
        this.rows = rig.shapes().samples() * positions;
        this.width = settings.width();
        for (Parameter parameter : rig.layout().parameters()) {
            weights.put(parameter.name(), rig.weights().doubles(parameter.name()));
        }
    }

    private double[] get(String name) {
        return weights.get(name);
    }

    /** Scores [rows, vocabulary]. */
    double[] forward() {
        double[] x = new double[rows * width];
        for (int i = 0; i < x.length; i++) {
            int row = i / width;
            x[i] = get("wte.weight")[(int) tokens[row] * width + i % width]
                    + get("wpe.weight")[row % positions * width + i % width];
        }
        for (int layer = 0; layer < settings.layers(); layer++) {
            String block = "h." + layer;
            double[] made = linear(block + ".attn.c_attn", norm(block + ".ln_1", x));
            add(x, linear(block + ".attn.c_proj", attention(made)));
            double[] hidden = ReferenceLayers.gelu(linear(block + ".mlp.c_fc", norm(block + ".ln_2", x)));
            add(x, linear(block + ".mlp.c_proj", hidden));
        }
        double[] read = norm("ln_f", x);
        int vocabulary = get("wte.weight").length / width;
        double[] scores = new double[rows * vocabulary];
        for (int i = 0; i < scores.length; i++) {
            for (int c = 0; c < width; c++) {
                scores[i] += read[i / vocabulary * width + c] * get("wte.weight")[i % vocabulary * width + c];
            }
        }
        return scores;
    }

    private static void add(double[] x, double[] branch) {
        for (int i = 0; i < x.length; i++) {
            x[i] += branch[i];
        }
    }

    private double[] linear(String name, double[] x) {
        double[] bias = get(name + ".bias");
        double[] y = new double[rows * bias.length];
        ReferenceLayers.linear(rows, x.length / rows, bias.length, x, weight(name, x.length / rows), bias, y);
        return y;
    }

    /** [in, out], put together where it is of low rank. */
    private double[] weight(String name, int in) {
        if (weights.containsKey(name + ".weight")) {
            return get(name + ".weight");
        }
        int out = get(name + ".bias").length;
        int rank = get(name + ".v").length / in;
        double[] w = new double[in * out];
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                w[i * out + o] = weights.containsKey(name + ".w0") ? get(name + ".w0")[o * in + i] : 0;
                for (int r = 0; r < rank; r++) {
                    w[i * out + o] += get(name + ".u")[o * rank + r] * get(name + ".v")[r * in + i];
                }
            }
        }
        return w;
    }

    private double[] norm(String name, double[] x) {
        double[] y = new double[x.length];
        for (int row = 0; row < rows; row++) {
            double mean = 0;
            double variance = 0;
            for (int c = 0; c < width; c++) {
                mean += x[row * width + c] / width;
            }
            for (int c = 0; c < width; c++) {
                variance += Math.pow(x[row * width + c] - mean, 2) / width;
            }
            for (int c = 0; c < width; c++) {
                double normal = (x[row * width + c] - mean) / Math.sqrt(variance + 1e-5);
                y[row * width + c] = normal * get(name + ".weight")[c] + get(name + ".bias")[c];
            }
        }
        return y;
    }

    private double[] attention(double[] made) {
        double[] y = new double[rows * width];
        int size = width / settings.heads();
        for (int row = 0; row < rows; row++) {
            for (int head = 0; head < width; head += size) {
                double sum = 0;
                for (int other = row / positions * positions; other <= row; other++) {
                    double score = 0;
                    for (int c = head; c < head + size; c++) {
                        score += made[row * 3 * width + c] * made[other * 3 * width + width + c];
                    }
                    double weight = Math.exp(score / Math.sqrt(size));
                    sum += weight;
                    for (int c = head; c < head + size; c++) {
                        y[row * width + c] += weight * made[other * 3 * width + 2 * width + c];
                    }
                }
                for (int c = head; c < head + size; c++) {
                    y[row * width + c] /= sum;
                }
            }
        }
        return y;
    }
}
