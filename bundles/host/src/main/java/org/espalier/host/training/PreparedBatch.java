package org.espalier.host.training;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.api.model.Batch;
import org.espalier.api.model.Parameters;
import org.espalier.api.model.Pass;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.optimize.Loss;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.weights.NativeFloats;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A program prepared for one batch shape, with the buffers around it: samples in, outputs and loss out, gradient back. It
 * holds nothing that a later step depends on.
 */
final class PreparedBatch implements AutoCloseable {
    private static final float[] NO_GRADIENT = {};
    private final Dataset data;
    private final Normaliser normaliser;
    private final BoundLoss loss;
    private final Dims dims;
    private final Shapes shapes;
    private final ProgramWorkspace workspace;
    private final Program program;
    private final NativeFloats nativeInput;
    private final FloatPointer inputCursor;
    private final Batch batch;
    private final float[] input;
    private final float[] target;
    private final int inputLength;
    private final int targetLength;
    private final double[] losses;
    private final double flops;
    private float[] output = {};
    private float[] gradient = {};
    private @Nullable INDArray outputArray;
    private @Nullable FloatPointer outputCursor;
    private @Nullable NativeFloats nativeGradient;
    private @Nullable FloatPointer gradientCursor;
    private Loss.@Nullable Measure measure;

    PreparedBatch(
            BoundModel model,
            Dataset data,
            Normaliser normaliser,
            BoundLoss loss,
            Dims dims,
            Shapes shapes,
            WorkerTeam team) {
        this.data = data;
        this.normaliser = normaliser;
        this.loss = loss;
        this.dims = dims;
        this.shapes = shapes;
        this.input = new float[shapes.samples() * Normaliser.length(shapes.input())];
        this.target = new float[shapes.samples() * Normaliser.length(shapes.target())];
        this.losses = new double[shapes.samples()];
        this.inputLength = input.length / shapes.samples();
        this.targetLength = target.length / shapes.samples();
        this.flops = model.cost(dims, shapes).trainingFlops();
        this.nativeInput = NativeFloats.zeros(withBatch(shapes.samples(), shapes.input()));
        this.inputCursor = nativeInput.cursor();
        this.batch = nativeInput::array;
        this.workspace = new ProgramWorkspace(team);
        try {
            this.program = model.prepare(dims, shapes, workspace);
        } catch (RuntimeException | Error e) {
            workspace.close();
            nativeInput.close();
            throw e;
        }
    }

    /** Whether it was prepared for that. */
    boolean serves(Dims dims, int samples) {
        return losses.length == samples && (this.dims == dims || this.dims.equals(dims));
    }

    /** The sizes that it was prepared for. */
    Dims dims() {
        return dims;
    }

    private static long[] withBatch(int samples, int[] shape) {
        long[] all = new long[shape.length + 1];
        all[0] = samples;
        for (int axis = 0; axis < shape.length; axis++) {
            all[axis + 1] = shape[axis];
        }
        return all;
    }

    /** Modelled floating-point operations of one training step. */
    double flops() {
        return flops;
    }

    /** Reads samples into the batch: those at order[from], order[from + 1], … */
    void load(Split split, int[] order, int from) {
        for (int i = 0; i < losses.length; i++) {
            data.read(split, order[from + i], dims, input, i * inputLength, target, i * targetLength);
        }
        putInput();
    }

    /** Reads training samples likewise, as the epoch with those draws is to see them. */
    void loadForTraining(RandomStream draws, int[] order, int from) {
        for (int i = 0; i < losses.length; i++) {
            data.readForTraining(order[from + i], draws, dims, input, i * inputLength, target, i * targetLength);
        }
        putInput();
    }

    private void putInput() {
        normaliser.encodeInput(input, input.length);
        inputCursor.put(input, 0, input.length);
    }

    /** Runs the program on the loaded samples; outputs are physical values afterwards. */
    void forward(Parameters weights, Pass pass) {
        INDArray array = program.forward(weights, batch, pass);
        if (array != outputArray) {
            attach(array);
        }
        outputCursor().get(output, 0, output.length);
        normaliser.decodeOutput(output, output.length);
    }

    /** The mean loss of the last forward, without a gradient. */
    double loss() {
        measure().evaluate(output, target, shapes.samples(), losses, NO_GRADIENT);
        return mean();
    }

    /** Further means that the loss measures of the last forward. */
    Map<String, Double> figures() {
        return measure().figures(output, target, shapes.samples());
    }

    /** The mean loss of the last forward; adds its gradients to those given. */
    double backward(Parameters weights, Parameters gradients) {
        measure().evaluate(output, target, shapes.samples(), losses, gradient);
        double loss = mean();
        normaliser.decodeGradient(gradient, gradient.length);
        NativeFloats back = nativeGradient;
        FloatPointer cursor = gradientCursor;
        if (back == null || cursor == null) {
            throw new IllegalStateException("backward before forward");
        }
        cursor.put(gradient, 0, gradient.length);
        program.backward(weights, back.array(), gradients);
        return loss;
    }

    /** Physical outputs of the last forward, live. */
    float[] output() {
        return output;
    }

    /** A copy of the program's own outputs of the last forward, as they are before they become physical. */
    float[] normalisedOutput() {
        float[] own = new float[output.length];
        outputCursor().get(own, 0, own.length);
        return own;
    }

    /** Shape of the last forward's outputs, [samples, …]. */
    int[] outputShape() {
        if (outputArray == null) {
            throw new IllegalStateException("shape before forward");
        }
        return Arrays.stream(outputArray.shape()).mapToInt(Math::toIntExact).toArray();
    }

    private double mean() {
        double sum = 0;
        for (double each : losses) {
            sum += each;
        }
        return sum / losses.length;
    }

    private FloatPointer outputCursor() {
        if (outputCursor == null) {
            throw new IllegalStateException("output before forward");
        }
        return outputCursor;
    }

    private Loss.Measure measure() {
        if (measure == null) {
            throw new IllegalStateException("loss before forward");
        }
        return measure;
    }

    private void attach(INDArray array) {
        outputArray = array;
        outputCursor = new FloatPointer(array.data().addressPointer());
        int length = Math.toIntExact(array.length());
        if (output.length != length) {
            output = new float[length];
            gradient = new float[length];
            long[] shape = array.shape();
            if (nativeGradient != null) {
                nativeGradient.close();
            }
            nativeGradient = NativeFloats.zeros(shape);
            gradientCursor = nativeGradient.cursor();
            int[] sample = new int[shape.length - 1];
            for (int axis = 0; axis < sample.length; axis++) {
                sample[axis] = Math.toIntExact(shape[axis + 1]);
            }
            measure = loss.prepare(sample, shapes.target(), data.card().periodic());
        }
    }

    @Override
    public void close() {
        try {
            program.close();
        } finally {
            workspace.close();
            nativeInput.close();
            if (nativeGradient != null) {
                nativeGradient.close();
            }
        }
    }
}
