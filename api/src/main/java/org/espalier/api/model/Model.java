package org.espalier.api.model;

import java.util.Optional;
import java.util.Set;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.plugin.SettingsException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A model: pure functions from sizes to a layout, and from (weights, input) to outputs and gradients. It owns no weights.
 *
 * <p>Plugin authors implement it and register it as an OSGi service. Its methods are called when a job is checked, at every
 * growth and trial of one, when a plugin or a setting changes, and before a prediction, on the thread that starts the run, on
 * the run's own, or on that of whoever predicts; runs may call one object at once. They must return within seconds; nothing
 * interrupts them. What they throw refuses the job or the change, rejects the growth, or ends a run that has to prepare anew
 * (FAILED, to be resumed from its last checkpoint). A {@code LinkageError} or an {@code OutOfMemoryError} is treated alike.
 *
 * @param <S> the settings record
 */
@ConsumerType
public interface Model<S extends Record> {
    /** The settings record; constant. */
    Class<S> settings();

    /**
     * The sizes at birth, with limits and spectra.
     *
     * @throws SettingsException if the settings contradict one another
     */
    Dims dims(S settings);

    /**
     * The dims made whole for these shapes: those that growth in depth calls for are added, those it removes are gone, and
     * limits are lowered to what the shapes can represent.
     *
     * @param dims  all dims of the run, the data's included
     * @param batch shapes that the model will be given
     * @return the model's dims
     * @throws SettingsException if a size cannot be had, such as 2·modes above the grid's points
     */
    default Dims complete(S settings, Dims dims, Shapes batch) {
        return dims(settings)
                .with(Dims.of(dims(settings).names().stream()
                        .flatMap(n -> dims.find(n).stream())
                        .toList()));
    }

    /**
     * Shape of one sample's output, without the batch axis, as programs give it; the target's unless the model says otherwise, as
     * one that gives scores for labels does. The loss is checked against it before work starts.
     */
    default int[] outputShape(S settings, Dims dims, Shapes batch) {
        return batch.target();
    }

    /**
     * Whether the model can go on with a text: inputs are tokens, [positions, …], outputs are [positions, vocabulary], those of
     * a position are scores whose softmax is the probability of each token to be the next, and a position sees itself and those
     * before it and none behind it. The host then lets it write, one token after another; what it puts behind the last one is
     * of no account.
     *
     * @return false, as by default, where any of it does not hold
     */
    default boolean autoregressive(S settings) {
        return false;
    }

    /** The parameters at these sizes; the same answer for ever. */
    Layout layout(S settings, Dims dims, Shapes batch);

    /**
     * The taps that programs of these sizes report in every training step when somebody wants them. For the bridge across a dim a
     * model names two, {@code <dim>.read} and {@code <dim>.fed}; a job that needs one it does not name is refused.
     */
    default Set<String> taps(S settings, Dims dims) {
        return Set.of();
    }

    /** What one forward pass costs at these sizes. */
    Cost cost(S settings, Dims dims, Shapes batch);

    /**
     * The same model in Python, for people who take its weights elsewhere: source of plain PyTorch that defines a function {@code
     * network()} without arguments, which gives a {@code torch.nn.Module} at these sizes. Names and shapes of its {@code
     * state_dict()} are those of the layout; it takes [samples, …] inputs as programs do and gives what programs give. {@code
     * math}, {@code numpy as np} and {@code torch} are imported where it stands.
     *
     * @return empty, as by default, where the author gives none: weights are exported all the same
     */
    default Optional<String> torch(S settings, Dims dims, Shapes batch) {
        return Optional.empty();
    }

    /** The prepared form for these sizes and shapes. */
    Program prepare(S settings, Dims dims, Shapes batch, Workspace workspace);
}
