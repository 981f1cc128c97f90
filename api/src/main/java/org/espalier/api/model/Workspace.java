package org.espalier.api.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Memory and threads for one prepared program. The host implements it; all memory is freed together after
 * {@link Program#close}. It may be used from {@code prepare} on, on the thread that calls the program.
 */
@ProviderType
public interface Workspace {
    /** A float32 tensor in the program's native arena: zeroed, c-order, contiguous, 64-byte aligned. */
    INDArray allocate(long... shape);

    /** Workers, at least 1. BLAS runs single-threaded on each; how work is split may depend on their number alone. */
    int workers();

    /**
     * Runs a task once per worker and returns when all have ended: a barrier. The calling thread is worker 0. What a task
     * throws is thrown here after all have ended.
     */
    void run(Task task);

    /** One worker's share of a piece of work; plugin authors implement it, and workers call it at once. */
    @ConsumerType
    @FunctionalInterface
    interface Task {
        /** Does the share of one worker, 0 to workers − 1. */
        void run(int worker);
    }
}
