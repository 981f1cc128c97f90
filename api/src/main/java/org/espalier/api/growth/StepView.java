package org.espalier.api.growth;

import java.util.Optional;
import org.espalier.api.plugin.RandomStream;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a strategy sees at a decision: numbers and copies, never the live arrays. The host implements it.
 *
 * <p>It may be used on the thread that called {@code decide}, until {@code decide} returns; after that every method
 * throws {@link StaleViewException}. A signal that the plugin's card does not name, or its settings do not want, throws
 * {@link UndeclaredSignalException}.
 */
@ProviderType
public interface StepView extends ModelView {
    /** Optimizer steps done, from 1. */
    long step();

    /** Epochs done, from 0. */
    long epoch();

    /** Steps per epoch, at least 1. */
    long stepsPerEpoch();

    /**
     * Mean training loss since this entry's last decision; where there was no step since, as when somebody asks for its plan, the loss of
     * the last step; NaN before the first.
     */
    double trainLoss();

    /** Loss on the validation split at the last evaluation; NaN before the first. Needs {@link Signal#HELD_OUT_LOSS}. */
    double heldOutLoss();

    /**
     * Energy per entry of a dim, of length {@code dim.size()}, each at least 0. Needs {@link Signal#SPECTRUM}.
     *
     * @throws IllegalArgumentException if the entry does not claim the dim or the dim has no spectrum
     */
    double[] spectrum(Dim dim);

    /**
     * Squared gradient per shell of a dim, summed over the steps since this entry's last decision, of length
     * {@code dim.size()}. Needs {@link Signal#GRADIENT_ENERGY}.
     */
    double[] gradientEnergy(Dim dim);

    /**
     * The gradient that a direct weight across a dim would have got, [fed, read] in c-order, summed over the steps since this
     * entry's last decision and since anything has grown: Σ over rows of (error at what the dim's units feed) ⊗ (what they
     * read). Empty if there was no step since. GradMax takes its leading singular vectors. Needs {@link Signal#BRIDGE} and a
     * model that taps both sides.
     *
     * @throws IllegalArgumentException if the entry does not claim the dim or the model taps nothing across it
     */
    float[] bridge(Dim dim);

    /** A copy of a parameter's values in c-order. Needs {@link Signal#WEIGHTS}. */
    float[] weights(String parameter);

    /**
     * A copy of a parameter's gradient at the last step, before clipping, in c-order; zeros if an earlier entry has grown the
     * parameter since that step. Needs {@link Signal#GRADIENT}.
     */
    float[] gradient(String parameter);

    /**
     * The loss on the fixed validation batch of {@link #lossIf} as the net is, to compare plans with; fewer samples than
     * {@link #heldOutLoss()} has, and never older than the last step. Needs {@link Signal#PROBE}.
     */
    double lossNow();

    /**
     * The loss on a fixed validation batch if a plan were applied: on a copy, in evaluation mode; the data cursor, random
     * streams and statistics stay untouched. Infinity if the plan would be rejected. Needs {@link Signal#PROBE}.
     */
    double lossIf(GrowthPlan candidate);

    /**
     * The parameters if a plan were applied, those that growth in depth brings included; nothing is built. It tells names,
     * shapes and numbers of entries to who gives values to newborns or counts what a plan costs. Empty if the plan would be
     * rejected before anything is built. Needs {@link Signal#PROBE}.
     */
    Optional<Layout> layoutIf(GrowthPlan candidate);

    /**
     * Random numbers of this entry at this step: the only ones that a decision may use, so that a resumed or replayed run
     * decides alike. The same stream at every call; tell draws apart by their index.
     */
    RandomStream random();

    /** What became of this entry's last plan; empty before the first. */
    Optional<PlanOutcome> lastOutcome();
}
