package org.espalier.host.growth;

import java.util.Set;
import org.espalier.api.growth.Dims;
import org.espalier.host.job.Budget;
import org.espalier.host.numbers.Precision;

/** How plans of one run are checked and carried out. */
public final class GrowthRules {
    private final Sizing sizing;
    private final PlanValidation validation;
    private final Grower grower;
    private final long seed;

    /**
     * The rules of a run.
     *
     * @param moments most moments that an optimizer of the run keeps per entry, for the budget of bytes
     */
    public GrowthRules(
            Sizing sizing,
            Budget budget,
            int moments,
            Births births,
            OptimizerByParameter optimizers,
            Precision precision,
            long seed) {
        this.sizing = sizing;
        this.validation = new PlanValidation(sizing, budget, moments);
        this.seed = seed;
        this.grower = new Grower(births, optimizers, precision, seed);
    }

    /** The taps that the model reports at these sizes. */
    Set<String> taps(Dims dims) {
        return sizing.taps(dims);
    }

    PlanValidation validation() {
        return validation;
    }

    Grower grower() {
        return grower;
    }

    long seed() {
        return seed;
    }
}
