package org.espalier.host.support;

import java.util.Map;
import java.util.Set;
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

/**
 * y = W2 tanh(U V x) + S x: a hidden width that is tapped on both sides, a product of growing rank before it, and beside both
 * the direct weight whose gradient the bridge of the width is.
 */
public final class TappedMlp implements Model<TappedMlp.Settings> {
    /** Hidden units and rank at birth; whether the width is tapped, and whether its error is then reported. */
    public record Settings(int hidden, int rank, boolean taps, boolean reports) {}

    /** A model of that width and rank, tapped. */
    public static Settings of(int hidden, int rank) {
        return new Settings(hidden, rank, true, true);
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Dims dims(Settings s) {
        return Dims.of(
                Dim.of("hidden", DimKind.WIDTH, s.hidden(), 64),
                Dim.of("rank", DimKind.RANK, s.rank(), 4).withSpectrum(Spectrum.product("u", "v")));
    }

    @Override
    public Layout layout(Settings s, Dims dims, Shapes batch) {
        Dim hidden = dims.get("hidden");
        Dim rank = dims.get("rank");
        Axis read = Axis.fixed(Role.CONSUMES, batch.input()[0]);
        Axis made = Axis.fixed(Role.PRODUCES, batch.target()[0]);
        return Layout.of(
                Parameter.trained("u", Init.normal(0.5), Axis.of(Role.PRODUCES, hidden), Axis.of(Role.CONSUMES, rank))
                        .grownBy(Init.zero()),
                Parameter.trained("v", Init.normal(0.5), Axis.of(Role.PRODUCES, rank), read)
                        .grownBy(Init.orthonormal()),
                Parameter.trained("w2", Init.normal(0.5), made, Axis.of(Role.CONSUMES, hidden)),
                Parameter.trained("skip", Init.normal(0.1), made, read));
    }

    @Override
    public Set<String> taps(Settings s, Dims dims) {
        return s.taps() ? Set.of("hidden.read", "hidden.fed") : Set.of();
    }

    @Override
    public Cost cost(Settings s, Dims dims, Shapes batch) {
        return Cost.of(Map.of("dense", (long) dims.size("hidden") * batch.samples()), 0);
    }

    @Override
    public Program prepare(Settings s, Dims dims, Shapes batch, Workspace workspace) {
        return new Prepared(s, dims, batch, workspace);
    }

    private static final class Prepared implements Program {
        private final Settings settings;
        private final int n;
        private final int hidden;
        private final int rank;
        private final int in;
        private final int out;
        private final INDArray output;
        private float[] x = {};
        private float[] z = {};
        private float[] h = {};
        private Pass pass;

        Prepared(Settings settings, Dims dims, Shapes batch, Workspace workspace) {
            this.settings = settings;
            this.n = batch.samples();
            this.hidden = dims.size("hidden");
            this.rank = dims.size("rank");
            this.in = batch.input()[0];
            this.out = batch.target()[0];
            this.output = workspace.allocate(n, out);
        }

        @Override
        public INDArray forward(Parameters weights, Batch batch, Pass asked) {
            pass = asked;
            x = Floats.read(batch.input());
            z = new float[n * rank];
            h = new float[n * hidden];
            Floats.multiply(x, false, Floats.read(weights.get("v")), true, z, n, in, rank);
            Floats.multiply(z, false, Floats.read(weights.get("u")), true, h, n, rank, hidden);
            for (int i = 0; i < h.length; i++) {
                h[i] = (float) Math.tanh(h[i]);
            }
            float[] y = new float[n * out];
            Floats.multiply(h, false, Floats.read(weights.get("w2")), true, y, n, hidden, out);
            Floats.multiply(x, false, Floats.read(weights.get("skip")), true, y, n, in, out);
            Floats.write(output, y);
            if (pass.wants("hidden.read")) {
                pass.tap("hidden.read", batch.input());
            }
            return output;
        }

        @Override
        public void backward(Parameters weights, INDArray outputGradient, Parameters into) {
            float[] dy = Floats.read(outputGradient);
            float[] dh = new float[n * hidden];
            float[] dz = new float[n * rank];
            Floats.multiply(dy, false, Floats.read(weights.get("w2")), false, dh, n, out, hidden);
            for (int i = 0; i < dh.length; i++) {
                dh[i] *= 1 - h[i] * h[i];
            }
            Floats.multiply(dh, false, Floats.read(weights.get("u")), false, dz, n, hidden, rank);
            add(into.get("skip"), dy, x, out, in);
            add(into.get("w2"), dy, h, out, hidden);
            add(into.get("u"), dh, z, hidden, rank);
            add(into.get("v"), dz, x, rank, in);
            if (settings.reports() && pass.wants("hidden.fed")) {
                pass.tap("hidden.fed", outputGradient);
            }
        }

        private void add(INDArray gradient, float[] error, float[] read, int rows, int columns) {
            float[] sum = Floats.read(gradient);
            Floats.multiply(error, true, read, false, sum, rows, n, columns);
            Floats.write(gradient, sum);
        }

        @Override
        public void close() {}
    }
}
