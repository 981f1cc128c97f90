package org.espalier.models.mlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Parameter;
import org.espalier.layers.Activation;
import org.espalier.layers.testing.ReferenceLayers;
import org.espalier.layers.testing.ReferenceLowRank;
import org.espalier.testkit.model.ModelRig;
import org.espalier.testkit.model.Numbers;

/** A perceptron in double precision, by plain loops. */
final class ReferenceMlp {
    final Map<String, double[]> weights = new TreeMap<>();
    final Map<String, double[]> gradients = new TreeMap<>();

    /** What flowed past the names of linear layers: inputs forward, errors of outputs backward. */
    final Map<String, double[]> read = new TreeMap<>();

    final Map<String, double[]> fed = new TreeMap<>();
    private final ModelRig<MlpSettings> rig;
    private final float[] outputError;
    private final int depth;
    private final List<double[]> before = new ArrayList<>();

    ReferenceMlp(ModelRig<MlpSettings> rig) {
        this.rig = rig;
        this.outputError = rig.outputError();
        this.depth = rig.dims().size("depth");
        for (Parameter parameter : rig.layout().parameters()) {
            weights.put(parameter.name(), rig.weights().doubles(parameter.name()));
            if (parameter.kind() == EntryKind.TRAINED) {
                gradients.put(parameter.name(), new double[parameter.length()]);
            }
        }
    }

    double[] forward() {
        before.clear();
        double[] x = Numbers.doubles(rig.input());
        if (!rig.settings().residual()) {
            for (int layer = 0; layer < depth; layer++) {
                x = activated(linear("hidden" + layer, x));
            }
            return linear("out", x);
        }
        x = linear("in", x);
        for (int block = 0; block < depth; block++) {
            double[] branch = linear("hidden" + block, activated(x));
            branch = linear("hidden" + block + ".end", activated(branch));
            x = sum(x, branch);
        }
        return linear("out", activated(x));
    }

    void backward() {
        forward();
        int next = before.size();
        double[] dy = linearBackward("out", Numbers.doubles(outputError));
        if (!rig.settings().residual()) {
            for (int layer = depth - 1; layer >= 0; layer--) {
                dy = linearBackward("hidden" + layer, slope(--next, dy));
            }
            return;
        }
        dy = slope(--next, dy);
        for (int block = depth - 1; block >= 0; block--) {
            double[] branch = linearBackward("hidden" + block + ".end", dy);
            branch = linearBackward("hidden" + block, slope(--next, branch));
            dy = sum(dy, slope(--next, branch));
        }
        linearBackward("in", dy);
    }

    double loss() {
        double[] y = forward();
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += y[i] * outputError[i];
        }
        return sum;
    }

    private double[] linear(String name, double[] x) {
        double[] b = weights.get(name + ".bias");
        int rows = rig.shapes().samples();
        double[] y = new double[rows * b.length];
        ReferenceLayers.linear(rows, x.length / rows, b.length, x, weight(name), b, y);
        read.put(name, x);
        return y;
    }

    private Optional<ReferenceLowRank> lowRank(String name) {
        double[] u = weights.get(name + ".u");
        if (u == null) {
            return Optional.empty();
        }
        int out = weights.get(name + ".bias").length;
        int rank = u.length / out;
        int in = weights.get(name + ".v").length / rank;
        return Optional.of(
                new ReferenceLowRank(rig.settings().lowRank().orElseThrow().base(), in, out, rank));
    }

    private double[] weight(String name) {
        double[] none = new double[0];
        return lowRank(name)
                .map(low -> low.weight(
                        weights.get(name + ".u"), weights.get(name + ".v"), weights.getOrDefault(name + ".w0", none)))
                .orElseGet(() -> weights.get(name + ".weight"));
    }

    private double[] linearBackward(String name, double[] dy) {
        double[] x = read.get(name);
        double[] w = weight(name);
        double[] dw = new double[w.length];
        double[] dx = new double[x.length];
        double[] db = gradients.get(name + ".bias");
        ReferenceLayers.linearBackward(
                rig.shapes().samples(), x.length / rig.shapes().samples(), db.length, x, w, dy, dx, dw, db);
        Optional<ReferenceLowRank> low = lowRank(name);
        if (low.isPresent()) {
            add(low.get().gradientOfU(dw, weights.get(name + ".v")), gradients.get(name + ".u"));
            add(low.get().gradientOfV(dw, weights.get(name + ".u")), gradients.get(name + ".v"));
        } else {
            add(dw, gradients.get(name + ".weight"));
        }
        fed.put(name, dy);
        return dx;
    }

    private static void add(double[] more, double[] into) {
        for (int i = 0; i < more.length; i++) {
            into[i] += more[i];
        }
    }

    private double[] activated(double[] x) {
        before.add(x);
        if (rig.settings().activation() == Activation.GELU) {
            return ReferenceLayers.gelu(x);
        }
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = Math.max(x[i], 0);
        }
        return y;
    }

    private double[] slope(int activation, double[] dy) {
        double[] x = before.get(activation);
        if (rig.settings().activation() == Activation.GELU) {
            return ReferenceLayers.geluBackward(x, dy);
        }
        double[] dx = new double[x.length];
        for (int i = 0; i < dx.length; i++) {
            dx[i] = x[i] > 0 ? dy[i] : 0;
        }
        return dx;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }
}
