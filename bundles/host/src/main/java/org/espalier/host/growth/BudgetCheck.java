package org.espalier.host.growth;

import java.util.Locale;
import java.util.Optional;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Cost;
import org.espalier.host.job.Budget;

/** Holds a layout against the job's budget before anything is allocated. */
public final class BudgetCheck {
    private BudgetCheck() {}

    /**
     * What goes beyond.
     *
     * @param limit key of the limit within the budget, such as {@code bytes}
     * @param most  the limit
     * @param why   in words
     */
    public record Excess(String limit, Number most, String why) {}

    /**
     * The first limit that a layout goes beyond; empty if it keeps to the budget.
     *
     * @param cost    of one forward pass of a training batch
     * @param moments most moments that an optimizer keeps per entry
     */
    public static Optional<Excess> excess(Budget budget, Layout layout, Cost cost, int moments) {
        long entries = layout.trainedEntries();
        // Values and gradient are held twice, native and heap; moments once.
        long tensors = Math.multiplyExact(layout.entries(), (long) Float.BYTES * (4 + moments));
        long bytes = Math.addExact(tensors, cost.activationBytes());
        double operations = cost.trainingFlops();
        return budget.parameters()
                .filter(most -> entries > most)
                .map(most -> new Excess("parameters", most, beyond(entries + " parameters", most)))
                .or(() -> budget.bytes()
                        .filter(most -> bytes > most)
                        .map(most -> new Excess("bytes", most, beyond(bytes + " bytes", most))))
                .or(() -> budget.flopsPerStep()
                        .filter(most -> operations > most)
                        .map(most -> new Excess(
                                "flops-per-step",
                                most,
                                beyond(
                                        String.format(
                                                Locale.ROOT, "%.3g floating-point operations per step", operations),
                                        String.format(Locale.ROOT, "%.3g", most)))));
    }

    /** Refuses a layout that goes beyond. */
    public static void check(Budget budget, Layout layout, Cost cost, int moments) throws PlanRefusedException {
        Optional<Excess> excess = excess(budget, layout, cost, moments);
        if (excess.isPresent()) {
            throw new PlanRefusedException(excess.get().why());
        }
    }

    private static String beyond(String amount, Object most) {
        return amount + " are more than the budget's " + most;
    }
}
