package org.espalier.api.model;

import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How a forward pass is meant: for training or evaluation, with which random numbers, seen and rounded by whom. The host
 * implements it; it may be used from {@code forward} until the {@code backward} that follows returns, on the thread that
 * called.
 */
@ProviderType
public interface Pass {
    /** Whether a backward pass follows and dropout and batch statistics are in training mode. */
    boolean training();

    /** Random numbers of this step, for dropout and the like; further streams by {@link RandomStream#at}. */
    RandomStream random();

    /** The next value of a STATISTIC entry; committed with the step, ignored in evaluation. The array is copied. */
    void statistic(String parameter, INDArray value);

    /** Whether somebody wants the values at a tap in this pass; never in evaluation. */
    boolean wants(String tap);

    /**
     * Hands the values at a tap to the host, which copies them: activations from forward, errors from backward. The last axis
     * holds the features, all before it are rows, such as samples. The taps of a dim's bridge are {@code <dim>.read}, what
     * its units read, and {@code <dim>.fed}, the error at what they feed; row by row they belong together.
     *
     * @throws IllegalArgumentException if a wanted tap is reported twice in one step
     */
    void tap(String tap, INDArray values);

    /** Whether a tensor is rounded at a site; false for float32, so that nobody pays for asking. */
    boolean rounds(Site site);

    /** Rounds a tensor in place at ACTIVATION or ERROR; the name must be stable. */
    void round(Site site, String tensor, INDArray values);
}
