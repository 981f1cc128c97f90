package org.espalier.benchmarks.peer;

import java.util.Map;
import org.espalier.api.data.Dataset;
import org.espalier.benchmarks.PlainRun;
import org.espalier.benchmarks.operators.OperatorCase;
import org.espalier.benchmarks.operators.OperatorRun;
import org.espalier.benchmarks.operators.TorchWeights;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.Trainer;
import org.espalier.layers.loss.CrossEntropy;
import org.espalier.models.gpt.Gpt;
import org.espalier.models.gpt.GptSettings;

/** The project's own layers in the host's own training loop: what a run in the container does for a step, loading included. */
final class OwnStepper implements Stepper {
    private final Trainer trainer;

    private OwnStepper(Trainer trainer) {
        this.trainer = trainer;
    }

    static OwnStepper ofOperator(OperatorCase operator, TorchWeights weights, Dataset data, double rate, int threads)
            throws PluginFaultException {
        return new OwnStepper(OperatorRun.begin(operator, data, weights, rate, 1, threads));
    }

    static OwnStepper ofGpt(GptSize size, Dataset data, double rate, int threads) throws PluginFaultException {
        Map<String, Object> sizes = Map.of("layers", size.layers(), "heads", size.heads(), "width", size.width());
        return new OwnStepper(PlainRun.begin(
                "gpt",
                new BoundModel(new Gpt(), PlainRun.settings(GptSettings.class, sizes)),
                new BoundLoss(new CrossEntropy(), new CrossEntropy.Settings()),
                data,
                size.batch(),
                rate,
                1,
                threads,
                GptWeights::into));
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
