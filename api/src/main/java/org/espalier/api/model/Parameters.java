package org.espalier.api.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The tensors of one revision by name: weights, or gradients of the same shapes. The host implements it.
 *
 * <p>Tensors are float32, c-order, contiguous and 64-byte aligned; each is the same object, at the same address, for the
 * revision's life, so a program may keep its address as long as it sees the same object.
 */
@ProviderType
public interface Parameters {
    /** The tensor of that name; IllegalArgumentException if there is none. FROZEN and STATISTIC entries have no gradient. */
    INDArray get(String name);
}
