package org.espalier.models.gpt;

import org.espalier.api.model.Pass;

/** A part of a GPT between two states of its residual stream: a worker may go through all stages before others have begun. */
interface Stage {
    /** The name of what it leaves on the stream. */
    String name();

    /** Gets ready for a pass; one thread. */
    void begin(Pass pass);

    /** Takes a worker's rows of the stream one stage further. */
    void forward(int worker, boolean training);

    /** Adds a worker's part of the gradients and takes its rows of the stream's errors one stage back. */
    void backward(int worker);

    /** Adds a worker's part of gradients to which rows of all workers contribute; after all have ended {@link #backward}. */
    default void shared(int worker) {}
}
