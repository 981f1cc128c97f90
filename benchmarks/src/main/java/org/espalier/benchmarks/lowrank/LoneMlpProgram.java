package org.espalier.benchmarks.lowrank;

import org.espalier.api.model.Batch;
import org.espalier.api.model.Parameters;
import org.espalier.api.model.Pass;
import org.espalier.api.model.Program;
import org.espalier.api.model.Workspace;
import org.espalier.api.plugin.RandomStream;
import org.espalier.layers.Activation;
import org.espalier.layers.Field;
import org.espalier.layers.Linear;
import org.espalier.layers.LinearLayer;
import org.espalier.layers.LowRankLinear;
import org.espalier.layers.Memory;
import org.espalier.layers.PointwiseActivation;
import org.espalier.layers.Weights;
import org.espalier.layers.Workers;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The prepared form of a {@link LoneMlp}; workers share its rows. */
final class LoneMlpProgram implements Program {
    private final Workers workers;
    private final Weights weights;
    private final Field hidden;
    private final Field outputError;
    private final Field hiddenError;
    private final Field inputError;
    private final LinearLayer begin;
    private final LinearLayer end;
    private final PointwiseActivation activation;
    private final INDArray given;
    private final Workspace.Task forward = this::forward;
    private final Workspace.Task backward = this::backward;

    LoneMlpProgram(LoneMlp.Settings settings, Workspace workspace) {
        this.workers = new Workers(workspace);
        this.weights = new Weights(workers);
        int rows = settings.rows();
        Field input = Field.allocate(workers, 1, rows, settings.width());
        Field output = Field.allocate(workers, 1, rows, settings.width());
        this.hidden = Field.allocate(workers, 1, rows, settings.hidden());
        this.outputError = Field.allocate(workers, 1, rows, settings.width());
        this.hiddenError = Field.allocate(workers, 1, rows, settings.hidden());
        this.inputError = Field.allocate(workers, 1, rows, settings.width());
        this.begin = layer(settings, "c_fc", input, hidden);
        this.end = layer(settings, "c_proj", hidden, output);
        int mostRows = (rows + workers.count() - 1) / workers.count();
        this.activation =
                new PointwiseActivation(workers, Activation.GELU, workers.count(), 1, mostRows * settings.hidden());
        this.given = workspace.allocate(1, 1);
        fill(input.memory(), "input", 1);
        fill(outputError.memory(), "error", 1e-3);
    }

    private LinearLayer layer(LoneMlp.Settings settings, String name, Field from, Field to) {
        return settings.rank() == 0
                ? new Linear(workers, weights, name, from, to)
                : new LowRankLinear(workers, weights, name, settings.base(), settings.rank(), from, to);
    }

    private void fill(Memory memory, String name, double scale) {
        RandomStream random = RandomStream.of(1, name);
        float[] values = new float[Math.toIntExact(memory.length())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scale * random.normal(i));
        }
        workers.blas(0).write(values, values.length, memory.at(0));
    }

    @Override
    public INDArray forward(Parameters parameters, Batch batch, Pass pass) {
        weights.bind(parameters);
        activation.keepSlopes();
        workers.run(forward);
        return given;
    }

    @Override
    public void backward(Parameters parameters, INDArray outputGradient, Parameters into) {
        weights.bind(parameters);
        weights.bindGradients(into);
        workers.run(backward);
        weights.collect();
    }

    private int first(int worker) {
        return workers.first(worker, hidden.points());
    }

    private void forward(int worker) {
        int from = first(worker);
        int rows = first(worker + 1) - from;
        begin.begin(worker);
        begin.forward(worker, 0, from, rows);
        activation.forward(worker, worker, 0, hidden.at(0, from), rows * hidden.channels(), /* training= */ true);
        end.begin(worker);
        end.forward(worker, 0, from, rows);
    }

    private void backward(int worker) {
        int from = first(worker);
        int rows = first(worker + 1) - from;
        weights.clear(worker);
        end.backward(worker, 0, from, rows, outputError, hiddenError);
        activation.backward(worker, worker, 0, hiddenError.at(0, from), rows * hidden.channels());
        begin.backward(worker, 0, from, rows, hiddenError, inputError);
    }

    @Override
    public void close() {
        // All memory is the workspace's.
    }
}
