package org.example.net2net;

import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.StepView;

/**
 * One way to grow.
 *
 * @param name       the dim that grows
 * @param change     what happens to it, for people
 * @param plan       what the host is asked for
 * @param atBirth    loss of the probe with that plan, noise and all; infinite if the host would refuse it
 * @param promise    lowest loss that the probe has found near it, at most that of the net as it is
 * @param newWeights how many entries it adds
 */
record Candidate(String name, String change, GrowthPlan plan, double atBirth, double promise, long newWeights) {
    static Candidate of(Dim dim, String change, GrowthPlan plan, double atBirth, double promise, StepView seen) {
        long entries = seen.layoutIf(plan).map(Layout::trainedEntries).orElse(Long.MAX_VALUE);
        return new Candidate(
                dim.name(), change, plan, atBirth, promise, entries - seen.layout().trainedEntries());
    }
}
