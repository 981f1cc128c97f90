package org.espalier.models.mlp;

import org.espalier.layers.Field;

/** A part of a perceptron that takes each row on its own: a worker may go through all stages before others have begun. */
interface Stage {
    /** The name of what it makes, stable across growth. */
    String name();

    /** What it reads; a block, what it adds to. */
    Flow input();

    /** What it makes; the errors there are its own to overwrite in backward. */
    Flow output();

    /** What its hidden units read, once forward is done; the bridge across them begins there. */
    Field read();

    /** Gets ready for a pass that a backward follows; one thread. */
    void keepSlopes();

    /** Computes a worker's rows of the output. */
    void forward(int worker, boolean training);

    /** Adds a worker's part of the gradients and computes its rows of the input's errors. */
    void backward(int worker);
}
