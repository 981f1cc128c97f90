package org.espalier.testkit.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.model.Batch;
import org.espalier.api.model.Model;
import org.espalier.api.model.Parameters;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.testkit.PlainWeights;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A model at work: sizes, weights, a batch, a prepared program, and a gradient of its outputs. */
final class ModelRig<S extends Record> implements AutoCloseable {
    private final Model<S> model;
    private final ModelCase<S> given;
    private final Dims dims;
    private final TestWorkspace workspace;
    final NamedTensors weights;
    final float[] input;
    private final INDArray batchInput;
    private Program program;

    ModelRig(Model<S> model, ModelCase<S> given, Dims dims, PlainWeights values, float[] input, int workers) {
        this.model = model;
        this.given = given;
        this.dims = dims;
        this.input = input;
        this.workspace = new TestWorkspace(workers);
        this.weights = new NamedTensors(workspace);
        for (Parameter parameter : values.layout().parameters()) {
            weights.with(parameter.name(), values.get(parameter.name()), parameter.shape());
        }
        int[] sample = given.shapes().input();
        long[] shape = new long[sample.length + 1];
        shape[0] = given.shapes().samples();
        for (int axis = 0; axis < sample.length; axis++) {
            shape[axis + 1] = sample[axis];
        }
        this.batchInput = workspace.array(input, shape);
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

    float[] forward(boolean training) {
        return forward(KitPass.untapped(training));
    }

    private float[] forward(KitPass pass) {
        Batch batch = () -> batchInput;
        INDArray output = program.forward(weights, batch, pass);
        float[] values = TestWorkspace.read(output);
        int[] sample = model.outputShape(given.settings(), dims, given.shapes());
        long expected = given.shapes().samples();
        for (int axis : sample) {
            expected *= axis;
        }
        if (values.length != expected || output.size(0) != given.shapes().samples()) {
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

    /** Gradients of Σ e·output, added to what is given. */
    NamedTensors backward(NamedTensors into) {
        float[] error = error(forward(true).length);
        program.backward(weights, workspace.array(error, error.length), new TrainedOnly(into, layout()));
        return into;
    }

    NamedTensors gradients() {
        return backward(weights.zeros());
    }

    /** AssertionError if a tap that the model names is not reported exactly once in a step. */
    void checkTaps() {
        Set<String> named = model.taps(given.settings(), dims);
        Map<String, Integer> reported = new TreeMap<>();
        float[] error = error(forward(new KitPass(true, named, reported)).length);
        program.backward(weights, workspace.array(error, error.length), new TrainedOnly(weights.zeros(), layout()));
        for (String tap : named) {
            int times = reported.getOrDefault(tap, 0);
            if (times != 1) {
                throw new AssertionError("The model names the tap " + tap + ", but a training step handed it out "
                        + times + " times for " + given.shapes()
                        + ". Each named tap is handed out once in every step that wants it.");
            }
        }
    }

    /** Σ e·output in double precision. */
    double loss() {
        float[] output = forward(true);
        return Numbers.dot(output, error(output.length));
    }

    /** A mean of 1 keeps the gradients of biases from being what is left of a cancellation. */
    private static float[] error(int length) {
        float[] error = Numbers.normal("error", length, 1);
        for (int i = 0; i < length; i++) {
            error[i] += 1;
        }
        return error;
    }

    Layout layout() {
        return model.layout(given.settings(), dims, given.shapes());
    }

    Shapes shapes() {
        return given.shapes();
    }

    float[] inputNow() {
        return TestWorkspace.read(batchInput);
    }

    @Override
    public void close() {
        program.close();
        workspace.close();
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
