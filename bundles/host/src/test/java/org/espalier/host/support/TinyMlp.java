package org.espalier.host.support;

import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.model.Batch;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Model;
import org.espalier.api.model.Parameters;
import org.espalier.api.model.Pass;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = W2 tanh(W1 x + b): the smallest model with a width that can grow. Its hidden units are a dim of kind WIDTH. */
public final class TinyMlp implements Model<TinyMlp.Settings> {
    /** Units at birth and at most. */
    public record Settings(int hidden, int most) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Dims dims(Settings s) {
        return Dims.of(Dim.of("hidden", DimKind.WIDTH, s.hidden(), s.most()).withSpectrum(Spectrum.shells("w1")));
    }

    @Override
    public Layout layout(Settings s, Dims dims, Shapes batch) {
        Dim hidden = dims.get("hidden");
        int in = batch.input()[0];
        int out = batch.target()[0];
        return Layout.of(
                Parameter.trained(
                        "w1", Init.normal(0.5), Axis.of(Role.PRODUCES, hidden), Axis.fixed(Role.CONSUMES, in)),
                Parameter.trained("b1", Init.zero(), Axis.of(Role.NORM, hidden)),
                Parameter.trained(
                                "w2", Init.normal(0.5), Axis.fixed(Role.PRODUCES, out), Axis.of(Role.CONSUMES, hidden))
                        .grownBy(Init.zero()));
    }

    @Override
    public Cost cost(Settings s, Dims dims, Shapes batch) {
        long each = (long) dims.size("hidden") * (batch.input()[0] + batch.target()[0]);
        return Cost.of(Map.of("dense", each * batch.samples()), 4L * dims.size("hidden") * batch.samples());
    }

    @Override
    public Program prepare(Settings s, Dims dims, Shapes batch, Workspace workspace) {
        return new Prepared(dims.size("hidden"), batch, workspace);
    }

    private static final class Prepared implements Program {
        private final int n;
        private final int hidden;
        private final int in;
        private final int out;
        private final INDArray output;
        private float[] x = {};
        private final float[] h;

        Prepared(int hidden, Shapes batch, Workspace workspace) {
            this.n = batch.samples();
            this.hidden = hidden;
            this.in = batch.input()[0];
            this.out = batch.target()[0];
            this.output = workspace.allocate(n, out);
            this.h = new float[n * hidden];
        }

        private static float[] read(INDArray array) {
            float[] values = new float[(int) array.length()];
            new FloatPointer(array.data().addressPointer()).get(values, 0, values.length);
            return values;
        }

        private static void write(INDArray array, float[] values) {
            new FloatPointer(array.data().addressPointer()).put(values, 0, values.length);
        }

        @Override
        public INDArray forward(Parameters weights, Batch batch, Pass pass) {
            float[] w1 = read(weights.get("w1"));
            float[] b1 = read(weights.get("b1"));
            float[] w2 = read(weights.get("w2"));
            x = read(batch.input());
            float[] y = new float[n * out];
            for (int s = 0; s < n; s++) {
                for (int j = 0; j < hidden; j++) {
                    float z = b1[j];
                    for (int i = 0; i < in; i++) {
                        z += w1[j * in + i] * x[s * in + i];
                    }
                    h[s * hidden + j] = (float) Math.tanh(z);
                }
                for (int o = 0; o < out; o++) {
                    for (int j = 0; j < hidden; j++) {
                        y[s * out + o] += w2[o * hidden + j] * h[s * hidden + j];
                    }
                }
            }
            write(output, y);
            return output;
        }

        @Override
        public void backward(Parameters weights, INDArray outputGradient, Parameters into) {
            float[] dy = read(outputGradient);
            float[] w2 = read(weights.get("w2"));
            float[] d1 = read(into.get("w1"));
            float[] db = read(into.get("b1"));
            float[] d2 = read(into.get("w2"));
            for (int s = 0; s < n; s++) {
                for (int j = 0; j < hidden; j++) {
                    float a = h[s * hidden + j];
                    float e = 0;
                    for (int o = 0; o < out; o++) {
                        d2[o * hidden + j] += dy[s * out + o] * a;
                        e += dy[s * out + o] * w2[o * hidden + j];
                    }
                    e *= 1 - a * a;
                    db[j] += e;
                    for (int i = 0; i < in; i++) {
                        d1[j * in + i] += e * x[s * in + i];
                    }
                }
            }
            write(into.get("w1"), d1);
            write(into.get("b1"), db);
            write(into.get("w2"), d2);
        }

        @Override
        public void close() {}
    }
}
