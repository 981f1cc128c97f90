package org.example.net2net;

import org.espalier.api.growth.GrowthPlan;

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
record Candidate(String name, String change, GrowthPlan plan, double atBirth, double promise, long newWeights) {}
