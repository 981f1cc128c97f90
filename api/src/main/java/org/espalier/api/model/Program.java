package org.espalier.api.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The prepared form of a model at given sizes and shapes: forward and backward with memory of their own.
 *
 * <p>Plugin authors implement it. It holds constants, scratch, and what forward leaves for the backward that follows; the
 * host may close it and prepare another between any two steps, and expects equal bits. One thread at a time, the run's or
 * that of whoever predicts; the host calls forward, then backward at most once. These are the step itself: they may take as
 * long as they need, and nothing interrupts them. What they throw ends the run as FAILED, to be resumed from its last
 * checkpoint; in the trial of a growth it rolls the growth back.
 */
@ConsumerType
public interface Program extends AutoCloseable {
    /**
     * Outputs of a batch.
     *
     * @return [samples, …] in c-order, the same object at every call, valid until the next forward
     */
    INDArray forward(Parameters weights, Batch batch, Pass pass);

    /**
     * Adds the gradients of the last forward, which must have been in training mode, to those given.
     *
     * @param outputGradient gradient of the loss with respect to the outputs; may be overwritten
     * @param into           gradients of the TRAINED parameters
     */
    void backward(Parameters weights, INDArray outputGradient, Parameters into);

    @Override
    void close();
}
