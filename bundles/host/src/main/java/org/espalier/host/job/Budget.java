package org.espalier.host.job;

import java.util.Optional;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;

/**
 * What growth may not exceed.
 *
 * @param parameters   trained entries
 * @param flopsPerStep floating-point operations of one training step, two per multiply–add
 * @param bytes        memory for weights, gradients, moments and activations
 */
public record Budget(
        @Doc("most trained entries of all parameters; unlimited if not given") @Range(min = 1)
                Optional<Long> parameters,
        @Doc("most floating-point operations of one training step, two per multiply-add; unlimited if not given")
                @Range(min = 1)
                Optional<Double> flopsPerStep,
        @Doc("most bytes for weights, gradients, moments and activations; unlimited if not given") @Range(min = 1)
                Optional<Long> bytes) {}
