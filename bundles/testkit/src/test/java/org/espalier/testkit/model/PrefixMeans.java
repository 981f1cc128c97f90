package org.espalier.testkit.model;

import java.util.Map;
import org.espalier.api.growth.Axis;
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

/**
 * The score of a token is its weight times the mean of the tokens so far, as it should be; the wrong ones override one method
 * each.
 */
@Plugin(name = "prefix-means")
class PrefixMeans implements Model<PrefixMeans.Settings> {
    record Settings(@Doc("times every score") double scale) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Dims dims(Settings settings) {
        return Dims.of();
    }

    @Override
    public boolean autoregressive(Settings settings) {
        return true;
    }

    @Override
    public int[] outputShape(Settings settings, Dims dims, Shapes batch) {
        return new int[] {batch.input()[0], batch.vocabulary()};
    }

    @Override
    public Layout layout(Settings settings, Dims dims, Shapes batch) {
        return Layout.of(Parameter.trained("w", Init.normal(1), Axis.fixed(Role.PRODUCES, batch.vocabulary())));
    }

    @Override
    public Cost cost(Settings settings, Dims dims, Shapes batch) {
        return Cost.of(Map.of("all", (long) batch.samples() * batch.input()[0] * batch.vocabulary()), 0);
    }

    /** How many positions the one of that number sees, of all. */
    int seen(int position, int all) {
        return position + 1;
    }

    @Override
    public Program prepare(Settings settings, Dims dims, Shapes batch, Workspace workspace) {
        int positions = batch.input()[0];
        int rows = batch.samples() * positions;
        int width = outputShape(settings, dims, batch)[1];
        INDArray output = workspace.allocate(batch.samples(), positions, width);
        double[] means = new double[rows];
        return new Program() {
            @Override
            public INDArray forward(Parameters weights, Batch given, Pass pass) {
                float[] x = TestWorkspace.read(given.input());
                float[] w = TestWorkspace.read(weights.get("w"));
                float[] y = new float[rows * width];
                for (int row = 0; row < rows; row++) {
                    int seen = seen(row % positions, positions);
                    means[row] = 0;
                    for (int i = 0; i < seen; i++) means[row] += settings.scale() * x[row - row % positions + i] / seen;
                    for (int v = 0; v < w.length; v++) y[row * width + v] = (float) (w[v] * means[row]);
                }
                TestWorkspace.write(output, y);
                return output;
            }

            @Override
            public void backward(Parameters weights, INDArray outputGradient, Parameters into) {
                float[] dy = TestWorkspace.read(outputGradient);
                float[] dw = TestWorkspace.read(into.get("w"));
                for (int row = 0; row < rows; row++) {
                    for (int v = 0; v < dw.length; v++) dw[v] += (float) (means[row] * dy[row * width + v]);
                }
                TestWorkspace.write(into.get("w"), dw);
            }

            @Override
            public void close() {}
        };
    }
}
