package org.espalier.testkit.model;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Batch;
import org.espalier.api.model.Model;
import org.espalier.api.model.Parameters;
import org.espalier.api.model.Pass;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.testkit.PlainWeights;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model at work: sizes, weights, a batch, a prepared program, and a gradient of its outputs; for tests that compare what it
 * computes with something else.
 *
 * @param <S> the model's settings
 */
public final class ModelRig<S extends Record> implements AutoCloseable {
    private static final int WARM_UP = 20;
    private static final int STEPS = 50;
    private final Model<S> model;
    private final ModelCase<S> given;
    private final Dims dims;
    private final TestWorkspace workspace;
    private final NamedTensors weights;
    private final float[] input;
    private final INDArray batchInput;
    private final Batch batch;
    private Program program;

    /**
     * A model at work.
     *
     * @param given   its settings and the shapes of a batch
     * @param dims    its sizes, complete
     * @param values  weights of the layout at these sizes
     * @param input   inputs of the batch in c-order
     * @param workers threads
     */
    public ModelRig(Model<S> model, ModelCase<S> given, Dims dims, PlainWeights values, float[] input, int workers) {
        this.model = model;
        this.given = given;
        this.dims = dims;
        this.input = input;
        this.workspace = new TestWorkspace(workers);
        this.weights = NamedTensors.of(values, workspace);
        int[] sample = given.shapes().input();
        long[] shape = new long[sample.length + 1];
        shape[0] = given.shapes().samples();
        for (int axis = 0; axis < sample.length; axis++) {
            shape[axis + 1] = sample[axis];
        }
        this.batchInput = workspace.array(input, shape);
        this.batch = () -> batchInput;
        this.program = prepared();
    }

    private Program prepared() {
        return model.prepare(given.settings(), dims, given.shapes(), workspace);
    }

    /** Drops the program and prepares another. */
    void prepareAgain() {
        program.close();
        program = prepared();
    }

    /** Outputs, checked to be finite and of the shape that the model says. */
    public float[] forward(Pass pass) {
        INDArray output = program.forward(weights, batch, pass);
        float[] values = TestWorkspace.read(output);
        int[] sample = outputShape();
        if (values.length != outputLength() || output.size(0) != given.shapes().samples()) {
            throw new AssertionError("forward gave outputs of shape " + Arrays.toString(output.shape()) + " for "
                    + given.shapes() + ", but outputShape says " + Arrays.toString(sample)
                    + " for each sample. The first axis is the samples'; the others are what outputShape says.");
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new AssertionError("forward gave an output of " + value + " at " + dims + " with "
                        + given.settings() + " on weights and inputs that are normal numbers. Outputs are finite.");
            }
        }
        return values;
    }

    /** Other inputs from now on. */
    void give(float[] other) {
        TestWorkspace.write(batchInput, other);
    }

    int[] outputShape() {
        return model.outputShape(given.settings(), dims, given.shapes());
    }

    private int outputLength() {
        return Arrays.stream(outputShape()).reduce(given.shapes().samples(), Math::multiplyExact);
    }

    /** The gradient of the outputs in every step: normal numbers around 1, which keeps those of biases from cancelling. */
    public float[] outputError() {
        float[] error = Numbers.normal("error", outputLength(), 1);
        for (int i = 0; i < error.length; i++) {
            error[i] += 1;
        }
        return error;
    }

    /** Gradients of Σ error·output, added to what is given. */
    NamedTensors backward(Pass pass, NamedTensors into) {
        forward(pass);
        float[] error = outputError();
        program.backward(weights, workspace.array(error, error.length), new TrainedOnly(into, layout()));
        return into;
    }

    /** Gradients of Σ error·output. */
    public NamedTensors gradients(Pass pass) {
        return backward(pass, weights.zeros());
    }

    NamedTensors gradients() {
        return gradients(RecordedPass.ofTraining());
    }

    /** One forward and backward and nothing else, for a gradient of the outputs that is given. */
    public void step(Pass pass, INDArray outputGradient, NamedTensors into) {
        program.forward(weights, batch, pass);
        program.backward(weights, outputGradient, into);
    }

    /** Bytes of heap that a step takes on all threads together, once it is warm. */
    public long bytesPerStep() {
        Pass pass = RecordedPass.ofTraining();
        float[] error = outputError();
        INDArray gradient = workspace.array(error, error.length);
        NamedTensors into = weights.zeros();
        for (int step = 0; step < WARM_UP; step++) {
            step(pass, gradient, into);
        }
        long before = allocated();
        for (int step = 0; step < STEPS; step++) {
            step(pass, gradient, into);
        }
        return (allocated() - before) / STEPS;
    }

    private long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(workspace.threadIds()))
                .sum();
    }

    /** AssertionError if a tap that the model names is not reported exactly once in a step. */
    void checkTaps() {
        Set<String> named = model.taps(given.settings(), dims);
        RecordedPass pass = RecordedPass.ofTraining().tapping(named);
        gradients(pass);
        for (String tap : named) {
            int times = pass.tapped().getOrDefault(tap, List.of()).size();
            if (times != 1) {
                throw new AssertionError("The model names the tap " + tap + ", but a training step handed it out "
                        + times + " times for " + where()
                        + ". Each named tap is handed out once in every step that wants it.");
            }
        }
    }

    /** Σ error·output in double precision. */
    double loss() {
        return Numbers.dot(forward(RecordedPass.ofTraining()), outputError());
    }

    /** The model's settings. */
    public S settings() {
        return given.settings();
    }

    /** The model's sizes. */
    public Dims dims() {
        return dims;
    }

    /** The model's parameters. */
    public Layout layout() {
        return model.layout(given.settings(), dims, given.shapes());
    }

    /** The live weights. */
    public NamedTensors weights() {
        return weights;
    }

    /** The shapes of the batch. */
    public Shapes shapes() {
        return given.shapes();
    }

    /** The inputs as they were given. */
    public float[] input() {
        return input;
    }

    /** Memory and threads. */
    public TestWorkspace workspace() {
        return workspace;
    }

    /** Shapes and sizes, for people. */
    String where() {
        return given.shapes() + " at " + dims;
    }

    float[] inputNow() {
        return TestWorkspace.read(batchInput);
    }

    @Override
    public void close() {
        program.close();
        workspace.close();
    }

    @Override
    public String toString() {
        return given.settings() + " " + dims + " " + given.shapes();
    }

    /** Gradients as a host gives them: none for what is not trained. */
    private record TrainedOnly(NamedTensors gradients, Layout layout) implements Parameters {
        @Override
        public INDArray get(String name) {
            if (layout.get(name).kind() != EntryKind.TRAINED) {
                throw new AssertionError("backward asked for the gradient of " + name + ", which is "
                        + layout.get(name).kind() + ". Only TRAINED parameters have one.");
            }
            return gradients.get(name);
        }
    }
}
