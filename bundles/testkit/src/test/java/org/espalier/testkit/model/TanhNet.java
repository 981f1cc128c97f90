package org.espalier.testkit.model;

import java.util.Map;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.model.Batch;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Model;
import org.espalier.api.model.Parameters;
import org.espalier.api.model.Pass;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.nd4j.linalg.api.ndarray.INDArray;

/** outputs = W2·tanh(W1·x), as it should be; the wrong models override one method each. */
@Plugin(name = "tanh-net")
class TanhNet implements Model<TanhNet.Settings> {
    record Settings(@Doc("units at birth") int hidden) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Dims dims(Settings settings) {
        return Dims.of(Dim.of("hidden", DimKind.WIDTH, settings.hidden(), settings.hidden() + 2));
    }

    @Override
    public Layout layout(Settings settings, Dims dims, Shapes batch) {
        Dim hidden = dims.get("hidden");
        return Layout.of(
                Parameter.trained("w1", Init.normal(1), made(hidden), Axis.fixed(Role.CONSUMES, batch.input()[0])),
                Parameter.trained(
                                "w2",
                                used(),
                                Axis.fixed(Role.PRODUCES, batch.target()[0]),
                                Axis.of(Role.CONSUMES, hidden))
                        .grownBy(Init.zero()));
    }

    Axis made(Dim hidden) {
        return Axis.of(Role.PRODUCES, hidden);
    }

    Init used() {
        return Init.normal(1);
    }

    @Override
    public Cost cost(Settings settings, Dims dims, Shapes batch) {
        long each = (long) dims.size("hidden") * (batch.input()[0] + batch.target()[0]);
        return Cost.of(Map.of("all", batch.samples() * each), 4L * batch.samples() * dims.size("hidden"));
    }

    @Override
    public Program prepare(Settings settings, Dims dims, Shapes batch, Workspace workspace) {
        return new Net(this, dims.size("hidden"), batch, workspace);
    }

    /** Called with the inputs before they are read. */
    void touch(INDArray input) {}

    /** What outputs are multiplied by. */
    double scale(int hidden) {
        return 1;
    }

    /** Samples that are worked on by that many workers. */
    int samples(int all, int workers) {
        return all;
    }

    double slope(double active) {
        return 1 - active * active;
    }

    /** A gradient in place of what is there. */
    double into(double there, double gradient) {
        return there + gradient;
    }

    /** Added to every output of a program's forward of that number, from 0. */
    double drift(long forward) {
        return 0;
    }

    private static final class Net implements Program {
        private final TanhNet how;
        private final int hidden;
        private final int samples;
        private final int inputs;
        private final int outputs;
        private final INDArray output;
        private final float[] active;
        private float[] x = {};
        private long forwards;

        Net(TanhNet how, int hidden, Shapes batch, Workspace workspace) {
            this.how = how;
            this.hidden = hidden;
            this.samples = how.samples(batch.samples(), workspace.workers());
            this.inputs = batch.input()[0];
            this.outputs = batch.target()[0];
            this.output = workspace.allocate(batch.samples(), outputs);
            this.active = new float[batch.samples() * hidden];
        }

        @Override
        public INDArray forward(Parameters weights, Batch batch, Pass pass) {
            how.touch(batch.input());
            x = TestWorkspace.read(batch.input());
            float[] w1 = TestWorkspace.read(weights.get("w1"));
            float[] w2 = TestWorkspace.read(weights.get("w2"));
            float[] y = new float[(int) output.length()];
            double drift = how.drift(forwards++);
            for (int s = 0; s < samples; s++) {
                for (int h = 0; h < hidden; h++) {
                    double sum = 0;
                    for (int i = 0; i < inputs; i++) {
                        sum += (double) w1[h * inputs + i] * x[s * inputs + i];
                    }
                    active[s * hidden + h] = (float) Math.tanh(sum);
                }
                for (int o = 0; o < outputs; o++) {
                    double sum = drift;
                    for (int h = 0; h < hidden; h++) {
                        sum += how.scale(hidden) * w2[o * hidden + h] * active[s * hidden + h];
                    }
                    y[s * outputs + o] = (float) sum;
                }
            }
            TestWorkspace.write(output, y);
            return output;
        }

        @Override
        public void backward(Parameters weights, INDArray outputGradient, Parameters into) {
            float[] dy = TestWorkspace.read(outputGradient);
            float[] w2 = TestWorkspace.read(weights.get("w2"));
            double[] g1 = new double[hidden * inputs];
            double[] g2 = new double[outputs * hidden];
            for (int s = 0; s < samples; s++) {
                for (int h = 0; h < hidden; h++) {
                    double back = 0;
                    for (int o = 0; o < outputs; o++) {
                        double e = how.scale(hidden) * dy[s * outputs + o];
                        g2[o * hidden + h] += e * active[s * hidden + h];
                        back += e * w2[o * hidden + h];
                    }
                    double d = back * how.slope(active[s * hidden + h]);
                    for (int i = 0; i < inputs; i++) {
                        g1[h * inputs + i] += d * x[s * inputs + i];
                    }
                }
            }
            add(into.get("w1"), g1);
            add(into.get("w2"), g2);
        }

        private void add(INDArray into, double[] gradient) {
            float[] values = TestWorkspace.read(into);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) how.into(values[i], gradient[i]);
            }
            TestWorkspace.write(into, values);
        }

        @Override
        public void close() {}
    }
}
