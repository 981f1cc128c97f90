package org.espalier.benchmarks.lowrank;

import java.util.Optional;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.benchmarks.PlainRun;
import org.espalier.benchmarks.TokenArrays;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.Trainer;
import org.espalier.host.weights.Revision;
import org.espalier.layers.loss.CrossEntropy;
import org.espalier.layers.loss.MeanSquaredError;
import org.espalier.models.gpt.Gpt;
import org.espalier.models.gpt.GptSettings;
import org.espalier.models.gpt.LowRankMatrices;

/**
 * A net in one form, whose steps are those of the host's own training loop: forward, loss, backward and Adam.
 *
 * @param form    how its matrices are held
 * @param trainer trains it
 */
record Contender(Form form, Trainer trainer) implements AutoCloseable {
    /** GPT-2 medium's. */
    static final int WIDTH = 1024;

    static final int HEADS = 16;
    private static final double RATE = 1e-4;
    private static final long MANY = 1_000_000;

    /** The MLP of a block of GPT-2 medium by itself. */
    static Contender mlp(Form form, int rows, int workers) throws PluginFaultException {
        LoneMlp.Settings settings = new LoneMlp.Settings(rows, WIDTH, form.rank(), form.base());
        return new Contender(
                form,
                PlainRun.begin(
                        "mlp",
                        new BoundModel(new LoneMlp(), settings),
                        new BoundLoss(new MeanSquaredError(), new MeanSquaredError.Settings()),
                        new OneNumber(),
                        1,
                        RATE,
                        MANY,
                        workers,
                        revision -> {}));
    }

    /** A block of GPT-2 medium. What stands around it, a table of two tokens and a last norm, is next to nothing. */
    static Contender block(Form form, int samples, int context, int workers) throws PluginFaultException {
        TokenArrays tokens = new TokenArrays(context, 2, samples, Math.multiplyExact(samples, 1000), samples, 1);
        return new Contender(
                form,
                PlainRun.begin(
                        "block",
                        new BoundModel(new Gpt(), gpt(form, 1)),
                        new BoundLoss(new CrossEntropy(), new CrossEntropy.Settings()),
                        tokens,
                        samples,
                        RATE,
                        MANY,
                        workers,
                        revision -> {}));
    }

    /** GPT-2 medium with so many blocks, its MLPs in that form. */
    static GptSettings gpt(Form form, int layers) {
        return new GptSettings(
                layers,
                HEADS,
                WIDTH,
                0,
                0,
                0,
                form.rank() == 0
                        ? Optional.empty()
                        : Optional.of(new LowRankMatrices(form.rank(), 0, form.base(), false)));
    }

    /** One step, in milliseconds. */
    double step() {
        long start = System.nanoTime();
        try {
            trainer.step();
        } catch (DivergedException e) {
            throw new IllegalStateException(form.name(), e);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    Revision revision() {
        return trainer.state().revision;
    }

    /** MB of parameters, gradients and moments; of a block those alone that are its own. */
    double stateMegabytes() {
        Layout layout = revision().layout();
        long floats = layout.parameters().stream()
                .filter(parameter -> !around(parameter))
                .mapToLong(parameter -> (parameter.kind() == EntryKind.TRAINED ? 4L : 1L) * parameter.length())
                .sum();
        return floats * Float.BYTES / 1e6;
    }

    private static boolean around(Parameter parameter) {
        return parameter.name().matches("(wte|wpe|ln_f)\\..*");
    }

    @Override
    public void close() {
        trainer.close();
    }
}
