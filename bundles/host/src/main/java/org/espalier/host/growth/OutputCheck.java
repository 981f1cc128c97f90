package org.espalier.host.growth;

import java.util.Locale;
import java.util.OptionalDouble;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.host.weights.Revision;

/** What growth has done to a model's outputs, against what its plan promised. */
final class OutputCheck {
    /** Largest relative change of outputs that counts as "the function is preserved". */
    private static final double PRESERVED = 1e-5;

    private final Trial trial;

    OutputCheck(Trial trial) {
        this.trial = trial;
    }

    /**
     * What has become of the outputs, in words.
     *
     * @throws PlanRefusedException if the next revision does not run, or changes what was to be kept
     */
    String check(GrowthPlan plan, Revision revision, Revision candidate) throws PlanRefusedException {
        OptionalDouble difference;
        try {
            difference = trial.outputDifference(revision, candidate);
        } catch (ArithmeticException e) {
            throw new PlanRefusedException(String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            throw new PlanRefusedException("the next revision does not run: " + e);
        }
        if (difference.isEmpty()) {
            return "on another grid";
        }
        double changed = difference.getAsDouble();
        if (plan.preservesFunction() && changed > PRESERVED) {
            throw new PlanRefusedException(String.format(
                    Locale.ROOT, "the plan promised to preserve the function, but outputs change by %.2g", changed));
        }
        if (changed == 0) {
            return "unchanged";
        }
        return String.format(Locale.ROOT, changed <= PRESERVED ? "unchanged to %.0e" : "changed %.1e", changed);
    }
}
