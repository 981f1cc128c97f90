package org.espalier.host.growth;

import java.util.Locale;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Cost;
import org.espalier.host.job.Budget;

/** Holds a layout against the job's budget before anything is allocated. */
public final class BudgetCheck {
    private BudgetCheck() {}

    /**
     * Refuses a layout that goes beyond.
     *
     * @param cost    of one forward pass of a training batch
     * @param moments most moments that an optimizer keeps per entry
     */
    public static void check(Budget budget, Layout layout, Cost cost, int moments) throws PlanRefusedException {
        long entries = layout.trainedEntries();
        // Values and gradient are held twice, native and heap; moments once.
        long tensors = Math.multiplyExact(layout.entries(), (long) Float.BYTES * (4 + moments));
        long bytes = Math.addExact(tensors, cost.activationBytes());
        double operations = cost.trainingFlops();
        if (budget.parameters().filter(most -> entries > most).isPresent()) {
            throw new PlanRefusedException(entries + " parameters are more than the budget's "
                    + budget.parameters().get());
        }
        if (budget.bytes().filter(most -> bytes > most).isPresent()) {
            throw new PlanRefusedException(bytes + " bytes are more than the budget's "
                    + budget.bytes().get());
        }
        if (budget.flopsPerStep().filter(most -> operations > most).isPresent()) {
            throw new PlanRefusedException(String.format(
                    Locale.ROOT,
                    "%.3g floating-point operations per step are more than the budget's %.3g",
                    operations,
                    budget.flopsPerStep().get()));
        }
    }
}
