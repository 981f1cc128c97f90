package org.espalier.benchmarks.peer;

import org.espalier.benchmarks.operators.FieldArrays;
import org.espalier.benchmarks.operators.OperatorCase;
import org.espalier.benchmarks.operators.OperatorRun;
import org.espalier.benchmarks.operators.TorchWeights;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.Trainer;

/** The project's own layers in the host's own training loop: what a run in the container does for a step, loading included. */
final class OwnStepper implements Stepper {
    private final Trainer trainer;

    OwnStepper(OperatorCase operator, TorchWeights weights, FieldArrays data, double rate, int threads)
            throws PluginFaultException {
        this.trainer = OperatorRun.begin(operator, data, weights, rate, 1, threads);
    }

    @Override
    public double step() {
        try {
            return trainer.step();
        } catch (DivergedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public double gradients() {
        return Double.NaN;
    }

    @Override
    public void close() {
        trainer.close();
    }
}
