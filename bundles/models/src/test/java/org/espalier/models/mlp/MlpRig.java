package org.espalier.models.mlp;

import java.util.List;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.model.Batch;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.layers.Activation;
import org.espalier.models.TestPass;
import org.espalier.models.mlp.MlpSettings.Variant;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.TestWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A whole perceptron with weights, a batch of inputs [3, 2], and a gradient of its outputs. */
final class MlpRig implements AutoCloseable {
    static final int INPUTS = 6;
    final MlpSettings settings;
    final Shapes shapes;
    final TestWorkspace workspace;
    final Dims dims;
    final Layout layout;
    final NamedTensors weights;
    final float[] input;
    final float[] outputError;
    private final Batch batch;
    private final Mlp model = new Mlp();
    private Program program;

    MlpRig(MlpSettings settings, int outputs, int workers, int samples) {
        this.settings = settings;
        this.shapes = Shapes.of(samples, new int[] {3, 2}, new int[] {outputs});
        this.workspace = new TestWorkspace(workers);
        this.dims = model.complete(settings, model.dims(settings), shapes);
        this.layout = model.layout(settings, dims, shapes);
        this.weights = new NamedTensors(workspace);
        for (Parameter parameter : layout.parameters()) {
            double scale = parameter.axes().size() < 2
                    ? 0.3
                    : Math.sqrt(2.0 / parameter.axes().get(0).size());
            weights.with(parameter.name(), Numbers.normal(parameter.name(), parameter.length(), scale));
        }
        this.input = Numbers.normal("x", samples * INPUTS, 1);
        INDArray array = workspace.array(input, samples, 3, 2);
        this.batch = () -> array;
        this.outputError = Numbers.normal("dy", samples * outputs, 1);
        for (int i = 0; i < outputError.length; i++) {
            // A mean keeps the gradients of biases from being what is left of a cancellation.
            outputError[i] = (outputError[i] + 1) / samples;
        }
        prepare();
    }

    static MlpSettings settings(Variant variant, Activation activation, List<Integer> widths, int stream) {
        return new MlpSettings(variant, activation, 4, widths, widths.size(), 64, 8, stream, 0);
    }

    int samples() {
        return shapes.samples();
    }

    void prepare() {
        program = model.prepare(settings, dims, shapes, workspace);
    }

    float[] forward(TestPass pass) {
        return TestWorkspace.read(program.forward(weights, batch, pass));
    }

    double loss() {
        return Numbers.dot(forward(new TestPass(false, false)), outputError);
    }

    NamedTensors gradients(TestPass pass) {
        NamedTensors into = weights.zeros();
        step(pass, workspace.array(outputError, outputError.length), into);
        return into;
    }

    /** One forward and backward without anything fresh. */
    void step(TestPass pass, INDArray outputGradient, NamedTensors into) {
        program.forward(weights, batch, pass);
        program.backward(weights, outputGradient, into);
    }

    @Override
    public void close() {
        program.close();
        workspace.close();
    }

    @Override
    public String toString() {
        return settings.variant() + " " + settings.activation() + " " + dims;
    }
}
