package org.espalier.models.gpt;

import org.espalier.api.model.Pass;
import org.espalier.layers.Field;

/** What a branch does to rows of the stream that were normed: attention, or a perceptron (Vaswani et al., arXiv 1706.03762). */
interface Sublayer {
    /** Its name, under which its parameters stand. */
    String name();

    /** Gets ready for a pass; one thread. */
    void begin(Pass pass);

    /** From a worker's normed rows to those that the stream's branch holds. */
    void forward(int worker, boolean training);

    /** Adds a worker's part of the gradients; leaves the errors of its normed rows in the stream's inner field. */
    void backward(int worker, Field errors);
}
