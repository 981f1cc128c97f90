package org.espalier.models.mlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Shapes;
import org.espalier.testkit.PlainWeights;
import org.espalier.testkit.model.ModelCase;
import org.espalier.testkit.model.ModelRig;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.RecordedPass;
import org.espalier.testkit.model.TestWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A deep linear network that descends ½‖T − W₁·W₂…‖² in small steps, which is what it learns from whitened inputs: here the unit
 * vectors are its batch. The model's own program computes outputs and gradients.
 */
final class GradientFlow implements AutoCloseable {
    private final int n;
    private final double rate;
    private final SmallMatrix target;
    private final List<String> names = new ArrayList<>();
    private final ModelRig<DeepLinearSettings> rig;
    private final NamedTensors gradients;
    private final INDArray error;
    private final SmallMatrix born;
    private long steps;

    /** A network of these matrices that learns the target, in steps of that length in time. */
    GradientFlow(SmallMatrix target, double rate, SmallMatrix... matrices) {
        this.n = target.n();
        this.rate = rate;
        this.target = target;
        DeepLinearSettings settings = new DeepLinearSettings(matrices.length, n, n, 0.1, 0);
        DeepLinear model = new DeepLinear();
        Shapes shapes = Shapes.of(n, new int[] {n}, new int[] {n});
        Dims dims = model.dims(settings);
        Layout layout = model.layout(settings, dims, shapes);
        layout.parameters().forEach(parameter -> names.add(parameter.name()));
        PlainWeights weights = PlainWeights.of(layout, parameter -> matrices[names.indexOf(parameter.name())].floats());
        float[] units = SmallMatrix.diagonal(n, ones(n)).floats();
        this.rig = new ModelRig<>(model, new ModelCase<>(settings, shapes), dims, weights, units, 1);
        this.gradients = rig.weights().zeros();
        this.error = rig.workspace().allocate(n, n);
        this.born = product();
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Time that has gone by. */
    double time() {
        return steps * rate;
    }

    /** Steps until a time. */
    void until(double time) {
        long end = Math.round(time / rate);
        RecordedPass pass = RecordedPass.ofTraining();
        while (steps < end) {
            TestWorkspace.write(error, product().minus(target).floats());
            names.forEach(name -> TestWorkspace.write(gradients.get(name), new float[n * n]));
            rig.step(pass, error, gradients);
            for (String name : names) {
                float[] values = rig.weights().values(name);
                float[] gradient = gradients.values(name);
                for (int i = 0; i < values.length; i++) {
                    values[i] -= (float) (rate * gradient[i]);
                }
                TestWorkspace.write(rig.weights().get(name), values);
            }
            steps++;
        }
    }

    /** What the network computes: its outputs for the unit vectors. */
    SmallMatrix product() {
        return SmallMatrix.of(n, rig.forward(RecordedPass.ofEvaluation()));
    }

    /** What it has learned since its birth. */
    SmallMatrix update() {
        return product().minus(born);
    }

    @Override
    public void close() {
        rig.close();
    }
}
