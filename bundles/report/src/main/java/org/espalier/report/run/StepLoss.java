package org.espalier.report.run;

/**
 * The training loss at a step.
 *
 * @param step steps done
 * @param loss mean since the last such line
 */
public record StepLoss(long step, double loss) {}
