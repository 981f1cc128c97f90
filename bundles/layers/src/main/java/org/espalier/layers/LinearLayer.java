package org.espalier.layers;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A linear layer on rows, from one field to another of the same points, however its matrix is held. Work is split by samples,
 * or by the points of one: a perceptron's batch is one sample whose points are its rows.
 *
 * <p>Sealed: this package alone implements it, and more may come. A {@code switch} over it needs a {@code default}.
 */
@ProviderType
public sealed interface LinearLayer permits Linear, LowRankLinear, UnbiasedLinear {
    /** Lays out the bias; each worker, before its first sample of a pass. */
    void begin(int worker);

    /** Computes some points of a sample of the output. */
    void forward(int worker, int sample, int from, int count);

    /**
     * Adds some points' part of the gradients and computes that of the input.
     *
     * @param inputError where the input's gradient goes; null where nobody needs it, as below a first layer
     */
    void backward(int worker, int sample, int from, int count, Field outputError, @Nullable Field inputError);
}
