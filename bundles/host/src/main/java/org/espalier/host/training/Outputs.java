package org.espalier.host.training;

/**
 * Physical outputs of some samples. Their shape is the model's and need not be the target's: class scores go with labels.
 *
 * @param shape  [samples, …]
 * @param values in c-order
 */
public record Outputs(int[] shape, float[] values) {}
