package org.espalier.host.growth;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Cost;

/**
 * The most that a run may grow to; checked before anything is allocated.
 *
 * @param parameters   trained entries
 * @param bytes        memory of weights, gradients and moments
 * @param flopsPerStep modelled floating-point operations of one training step
 */
public record Budget(OptionalLong parameters, OptionalLong bytes, OptionalDouble flopsPerStep) {
    /** No bound at all. */
    public static Budget unlimited() {
        return new Budget(OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.empty());
    }

    /** Refuses a layout that goes beyond. */
    void check(Layout layout, Cost cost, int moments) throws PlanRefusedException {
        long entries = layout.trainedEntries();
        // Values and gradient are held twice, native and heap; moments once.
        long needed = Math.multiplyExact(layout.entries(), (long) Float.BYTES * (4 + moments));
        if (parameters.isPresent() && entries > parameters.getAsLong()) {
            throw new PlanRefusedException(
                    entries + " parameters are more than the budget's " + parameters.getAsLong());
        }
        if (bytes.isPresent() && needed > bytes.getAsLong()) {
            throw new PlanRefusedException(needed + " bytes are more than the budget's " + bytes.getAsLong());
        }
        if (flopsPerStep.isPresent() && cost.trainingFlops() > flopsPerStep.getAsDouble()) {
            throw new PlanRefusedException("%.3g FLOPs per step are more than the budget's %.3g"
                    .formatted(cost.trainingFlops(), flopsPerStep.getAsDouble()));
        }
    }
}
