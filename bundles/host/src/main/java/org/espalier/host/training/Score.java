package org.espalier.host.training;

import java.util.Map;

/**
 * How good a revision is on a split.
 *
 * @param loss    mean over the split; NaN if it has no sample
 * @param figures further means by name, such as accuracy, as the loss measures them
 */
public record Score(double loss, Map<String, Double> figures) {}
