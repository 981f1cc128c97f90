package ${package};

import java.util.stream.IntStream;
import org.espalier.api.model.Batch;
import org.espalier.api.model.Parameters;
import org.espalier.api.model.Pass;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;
import org.espalier.layers.Activation;
import org.espalier.layers.Field;
import org.espalier.layers.Linear;
import org.espalier.layers.Memory;
import org.espalier.layers.PointwiseActivation;
import org.espalier.layers.Weights;
import org.espalier.layers.Workers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The layer prepared for one width and one shape of batch: memory that no later step depends on.
 *
 * <p>A batch is one sample whose points are its rows, and every worker takes a contiguous share of them.
 */
final class ${className}Program implements Program {
    private final int rows;
    private final Workers workers;
    private final Weights weights;
    private final Field input;
    private final Field units;
    private final Field unitErrors;
    private final Field output;
    private final INDArray outputs;
    private final Linear hidden;
    private final PointwiseActivation gelu;
    private final Linear out;
    private final Workspace.Task forward = this::forward;
    private final Workspace.Task backward = this::backward;
    private Field given;
    private Field outputErrors;
    private boolean training;

    ${className}Program(int width, Shapes batch, Workspace workspace) {
        this.rows = batch.samples();
        this.workers = new Workers(workspace);
        this.weights = new Weights(workers);
        this.outputs = workspace.allocate(IntStream.concat(IntStream.of(rows), IntStream.of(batch.target()))
                .asLongStream()
                .toArray());
        this.input = Field.allocate(workers, 1, rows, ${className}.values(batch.input()));
        this.units = Field.allocate(workers, 1, rows, width);
        this.unitErrors = Field.allocate(workers, 1, rows, width);
        this.output = new Field(Memory.of(outputs), 1, rows, ${className}.values(batch.target()));
        this.given = input;
        this.outputErrors = output;
        this.hidden = new Linear(workers, weights, "hidden", input, units);
        int share = (rows + workers.count() - 1) / workers.count();
        this.gelu = new PointwiseActivation(workers, Activation.GELU, workers.count(), 1, share * width);
        this.out = new Linear(workers, weights, "out", units, output);
    }

    @Override
    public INDArray forward(Parameters parameters, Batch batch, Pass pass) {
        weights.bind(parameters);
        given = field(given, batch.input(), input.channels());
        training = pass.training();
        if (training) {
            gelu.keepSlopes();
        }
        workers.run(forward);
        return outputs;
    }

    private void forward(int worker) {
        int first = workers.first(worker, rows);
        int count = workers.first(worker + 1, rows) - first;
        workers.blas(worker).copy(count * input.channels(), given.at(0, first), input.at(0, first));
        hidden.begin(worker);
        hidden.forward(worker, 0, first, count);
        gelu.forward(worker, worker, 0, units.at(0, first), count * units.channels(), training);
        out.begin(worker);
        out.forward(worker, 0, first, count);
    }

    @Override
    public void backward(Parameters parameters, INDArray outputGradient, Parameters into) {
        weights.bind(parameters);
        weights.bindGradients(into);
        outputErrors = field(outputErrors, outputGradient, output.channels());
        workers.run(backward);
        weights.collect();
    }

    private void backward(int worker) {
        int first = workers.first(worker, rows);
        int count = workers.first(worker + 1, rows) - first;
        weights.clear(worker);
        out.backward(worker, 0, first, count, outputErrors, unitErrors);
        gelu.backward(worker, worker, 0, unitErrors.at(0, first), count * units.channels());
        hidden.backward(worker, 0, first, count, unitErrors, null);
    }

    /** The array as rows; the same field as before while the host hands in the same array. */
    private Field field(Field before, INDArray array, int channels) {
        return array == before.memory().array() ? before : new Field(Memory.of(array), 1, rows, channels);
    }

    @Override
    public void close() {
        // All memory is the workspace's.
    }
}
