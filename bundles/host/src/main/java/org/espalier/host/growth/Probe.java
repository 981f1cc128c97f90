package org.espalier.host.growth;

import java.util.Optional;
import java.util.Set;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Layout;
import org.espalier.host.plugins.Guard;
import org.espalier.host.weights.Revision;

/**
 * Plans tried aside while a strategy decides. It is asked on the guard thread, tries on the thread that waits for it, and
 * leaves no trace in the run.
 *
 * @param validation what a plan must stand
 * @param grower     builds the next revision
 * @param trial      runs it on held-out samples
 * @param guard      hands work back to the thread that waits
 * @param claims     names of the dims that the strategy may change
 * @param revision   the net as it is
 * @param step       steps done
 */
record Probe(
        PlanValidation validation,
        Grower grower,
        Trial trial,
        Guard guard,
        Set<String> claims,
        Revision revision,
        long step) {

    /** Loss of the net as it is. */
    double lossNow() {
        return guard.onCaller(() -> trial.loss(revision));
    }

    /** Loss with a plan; infinity if it would be rejected. */
    double lossIf(GrowthPlan plan) {
        return guard.onCaller(() -> {
            try {
                Revision candidate =
                        grower.grow(revision, blueprint(plan), step).revision();
                try {
                    return trial.loss(candidate);
                } finally {
                    candidate.closeUnless(revision);
                }
            } catch (PlanRefusedException e) {
                return Double.POSITIVE_INFINITY;
            }
        });
    }

    /** Parameters with a plan; empty if it would be rejected. */
    Optional<Layout> layoutIf(GrowthPlan plan) {
        return guard.onCaller(() -> {
            try {
                return Optional.of(blueprint(plan).layout());
            } catch (PlanRefusedException e) {
                return Optional.empty();
            }
        });
    }

    private Blueprint blueprint(GrowthPlan plan) throws PlanRefusedException {
        return validation.check(plan, revision.dims(), revision.layout(), claims);
    }
}
