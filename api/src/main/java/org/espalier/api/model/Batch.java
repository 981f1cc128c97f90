package org.espalier.api.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What forward gets: the inputs of some samples. The host implements it and reuses it: it may be
 * used until {@code forward} returns and by the {@code backward} that follows.
 */
@ProviderType
public interface Batch {
    /** Inputs, [samples, …] in c-order, channels-last; token ids and the like are whole numbers in float32. */
    INDArray input();
}
