package org.espalier.models;

import java.util.Arrays;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.model.Batch;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.RandomStream;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.TestWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A whole Fourier neural operator with weights, a batch, and a gradient of its outputs. */
final class FnoRig implements AutoCloseable {
    static final FnoSettings SETTINGS = new FnoSettings(4, 3, 2, 4, 6);
    final FnoModel model;
    final FnoSettings settings;
    final Shapes shapes;
    final TestWorkspace workspace;
    final Dims dims;
    final Layout layout;
    final NamedTensors weights;
    final Batch batch;
    final float[] outputError;
    private Program program;

    /** An operator whose layers keep these modes, on a grid of one or two axes, from two channels to one or two. */
    FnoRig(FnoSettings settings, int[] grid, int outputs, int workers, int samples, int... modes) {
        this.settings = settings;
        this.model = grid.length == 1 ? new Fno1d() : new Fno2d();
        this.shapes = Shapes.of(samples, channelsLast(grid, 2), channelsLast(grid, outputs));
        this.workspace = new TestWorkspace(workers);
        Dims born = model.dims(settings);
        for (int i = 0; i < modes.length; i++) {
            Dim dim = born.list().get(i);
            born = born.with(dim.withSize(modes[i]));
        }
        this.dims = model.complete(settings, born, shapes);
        this.layout = model.layout(settings, dims, shapes);
        this.weights = born(workspace, layout);
        int points = Arrays.stream(grid).reduce(1, (a, b) -> a * b);
        INDArray input = workspace.array(Numbers.normal("a", samples * points * 2, 1), (long) samples * points * 2);
        this.batch = () -> input;
        this.outputError = Numbers.normal("dy", samples * points * outputs, 1);
        for (int i = 0; i < outputError.length; i++) {
            // A mean keeps the gradients of biases from being what is left of a cancellation.
            outputError[i] += 1;
        }
        prepare();
    }

    private static int[] channelsLast(int[] grid, int channels) {
        int[] shape = Arrays.copyOf(grid, grid.length + 1);
        shape[grid.length] = channels;
        return shape;
    }

    /** Weights as the layout says, spectral ones enlarged so that they matter beside the others. */
    static NamedTensors born(TestWorkspace workspace, Layout layout) {
        NamedTensors born = new NamedTensors(workspace);
        for (Parameter parameter : layout.parameters()) {
            Init init = parameter.birth();
            RandomStream random = RandomStream.of(3, parameter.name());
            float[] values = new float[parameter.length()];
            double scale = parameter.name().contains("spectral") ? 3 : 1;
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (scale * (init.a() + (init.b() - init.a()) * random.uniform(i)));
            }
            born.with(parameter.name(), values);
        }
        return born;
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
        program.forward(weights, batch, pass);
        program.backward(weights, workspace.array(outputError, outputError.length), into);
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
}
