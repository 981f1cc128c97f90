package org.espalier.api.growth;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What a strategy may ask to see, named in {@code @Plugin(sees = …)}. An open set: a job
 * whose settings want a signal that the host does not know is refused with the signal named.
 */
@ProviderType
public final class Signal {
    /** {@link StepView#heldOutLoss()}: loss on the validation split at the last evaluation. */
    public static final String HELD_OUT_LOSS = "held-out-loss";

    /** {@link StepView#spectrum(Dim)}: energy per entry of a dim. */
    public static final String SPECTRUM = "spectrum";

    /** {@link StepView#gradientEnergy(Dim)}: squared gradient per entry of a dim, summed since the last call. */
    public static final String GRADIENT_ENERGY = "gradient-energy";

    /**
     * {@link StepView#bridge(Dim)}: the gradient that a direct weight across a dim would have got since the last call or growth.
     */
    public static final String BRIDGE = "bridge";

    /** {@link StepView#weights(String)}: copies of parameters. */
    public static final String WEIGHTS = "weights";

    /** {@link StepView#gradient(String)}: copies of the last step's gradients, before clipping. */
    public static final String GRADIENT = "gradient";

    /** {@link StepView#lossIf(GrowthPlan)}: the loss of a plan tried on a copy. */
    public static final String PROBE = "probe";

    private Signal() {}
}
