package org.espalier.layers;

import java.util.Arrays;
import org.espalier.layers.testing.ReferenceSpectral;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.TestWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One Fourier layer with input, weights and a gradient of its output, run as a model would. */
final class FourierLayerRig implements AutoCloseable {
    static final String NAME = "layer";
    final int[] grid;
    final int kept;
    final int samples;
    final int in;
    final int out;
    final int points;
    final TestWorkspace workspace;
    final NamedTensors parameters;
    final float[] outputError;
    private final Workers workers;
    private final Weights weights;
    private final FourierLayer layer;
    private final Field input;
    private final Field output;
    private final Field error;
    private final Field inputError;

    FourierLayerRig(int[] grid, int kept, int workerCount, boolean skip) {
        this(grid, kept, workerCount, 3, skip ? 1 : 0);
    }

    private FourierLayerRig(int[] grid, int kept, int workerCount, int samples, double skip) {
        this.grid = grid;
        this.kept = kept;
        this.samples = samples;
        this.in = 3;
        this.out = 4;
        this.points = Arrays.stream(grid).reduce(1, (a, b) -> a * b);
        this.workspace = new TestWorkspace(workerCount);
        this.workers = new Workers(workspace);
        this.weights = new Weights(workers);
        this.input = Field.allocate(workers, samples, points, in);
        this.output = Field.allocate(workers, samples, points, out);
        this.error = Field.allocate(workers, samples, points, out);
        this.inputError = Field.allocate(workers, samples, points, in);
        FourierGrid fourier = new FourierGrid(workers, grid, kept, Math.max(in, out));
        SpectralScratch scratch = new SpectralScratch(workers, fourier.modes(), samples, Math.max(in, out));
        this.layer = new FourierLayer(workers, weights, NAME, fourier, input, output, scratch, false);
        this.parameters = new NamedTensors(workspace)
                .with(NAME + ".spectral.weight", Numbers.normal("r", reference().weightLength(), 0.5))
                .with(NAME + ".skip.weight", Numbers.normal("w", in * out, 0.5 * skip))
                .with(NAME + ".skip.bias", Numbers.normal("b", out, skip));
        TestWorkspace.write(input.memory().array(), Numbers.normal("x", samples * points * in, 1));
        this.outputError = Numbers.normal("dy", samples * points * out, 1);
    }

    ReferenceSpectral reference() {
        return new ReferenceSpectral(grid, kept, samples, in, out);
    }

    INDArray input() {
        return input.memory().array();
    }

    float[] forward() {
        weights.bind(parameters);
        layer.keepSlopes();
        forEachSample((worker, sample) -> layer.analyse(worker, sample));
        workers.run(layer::mix);
        forEachSample((worker, sample) -> layer.combine(worker, sample, true));
        return TestWorkspace.read(output.memory().array());
    }

    /** Σ dy·y, whose gradient with respect to y is dy. */
    double loss() {
        return Numbers.dot(forward(), outputError);
    }

    /** The gradients of the parameters; that of the input is {@link #inputGradient}. */
    NamedTensors backward() {
        NamedTensors into = parameters.zeros();
        TestWorkspace.write(error.memory().array(), outputError);
        weights.bindGradients(into);
        workers.run(weights::clear);
        forEachSample((worker, sample) -> layer.analyseError(worker, error, sample));
        workers.run(layer::mixBackward);
        forEachSample((worker, sample) -> layer.combineBackward(worker, sample, error, inputError, null));
        weights.collect();
        return into;
    }

    float[] inputGradient() {
        return TestWorkspace.read(inputError.memory().array());
    }

    private interface SampleTask {
        void run(int worker, int sample);
    }

    private void forEachSample(SampleTask task) {
        workers.run(worker -> {
            for (int s = workers.first(worker, samples); s < workers.first(worker + 1, samples); s++) {
                task.run(worker, s);
            }
        });
    }

    @Override
    public void close() {
        workspace.close();
    }
}
