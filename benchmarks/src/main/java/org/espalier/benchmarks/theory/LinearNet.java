package org.espalier.benchmarks.theory;

import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.PlainRun;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.BoundOptimizer;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.Trainer;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;
import org.espalier.layers.loss.MeanSquaredError;
import org.espalier.models.mlp.DeepLinear;
import org.espalier.models.mlp.DeepLinearSettings;
import org.espalier.optimizers.Sgd;

/**
 * The model {@code linear} in the host's training loop, which descends ½‖T − W₁·W₂…‖² by plain gradient descent in steps so short that they
 * follow the flow.
 */
final class LinearNet implements AutoCloseable {
    private final Trainer trainer;
    private final double step;
    private final Square born;

    /**
     * A net that is about to learn.
     *
     * @param step     length of a step in time
     * @param matrices what it is born with
     */
    LinearNet(Square target, double step, List<Square> matrices) throws PluginFaultException {
        int n = target.n();
        this.step = step;
        // The loss is the mean over n² errors, whose gradient is 2/n² times that of ½‖·‖².
        double rate = step * n * n / 2;
        Map<String, Object> sizes = Map.of("matrices", matrices.size(), "width", n);
        this.trainer = PlainRun.begin(
                "linear",
                new BoundModel(new DeepLinear(), PlainRun.settings(DeepLinearSettings.class, sizes)),
                new BoundLoss(new MeanSquaredError(), new MeanSquaredError.Settings()),
                new UnitVectors(target),
                n,
                new BoundOptimizer(new Sgd(), PlainRun.settings(Sgd.Settings.class, Map.of("lr", rate))),
                1,
                1,
                revision -> write(revision, matrices));
        this.born = product();
    }

    private static void write(Revision revision, List<Square> matrices) {
        for (int i = 0; i < matrices.size(); i++) {
            Tensor tensor = revision.tensors().get(i);
            float[] values = matrices.get(i).floats();
            System.arraycopy(values, 0, tensor.values(), 0, values.length);
            tensor.publish();
        }
    }

    /** Trains until a time. */
    void until(double time) throws DivergedException {
        long steps = Math.round(time / step);
        while (trainer.state().step < steps) {
            trainer.step();
        }
    }

    private Square product() {
        return trainer.state().revision.tensors().stream()
                .map(tensor -> Square.of(tensor.parameter().shape()[0], tensor.values()))
                .reduce(Square::times)
                .orElseThrow();
    }

    /** Singular values of what it has learned since its birth, largest first. */
    double[] learned() {
        return product().minus(born).singularValues();
    }

    @Override
    public void close() {
        trainer.close();
    }
}
