package org.espalier.models.gpt;

import org.espalier.layers.Field;
import org.espalier.layers.LinearLayer;

/**
 * A linear layer on every position of a worker's sequences.
 *
 * @param sequences of the batch
 * @param layer     on its rows
 */
record Projection(Sequences sequences, LinearLayer layer) {
    /** Computes a worker's rows of the output. */
    void forward(int worker) {
        layer.begin(worker);
        layer.forward(worker, 0, sequences.firstRow(worker), sequences.rows(worker));
    }

    /** Adds a worker's part of the gradients and computes its rows of the input's. */
    void backward(int worker, Field outputError, Field inputError) {
        layer.backward(worker, 0, sequences.firstRow(worker), sequences.rows(worker), outputError, inputError);
    }
}
