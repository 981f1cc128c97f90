package org.espalier.models.gpt;

import org.espalier.layers.Field;

/**
 * The residual stream and what all branches share: memory that is free again when a branch has ended. Matrices keep their rows
 * in place, so that a worker in one block never meets another worker in the next.
 *
 * @param values [rows, width]
 * @param errors their gradients
 * @param branch what a branch gives, or its gradient, [rows, width]
 * @param inner gradients within a branch, [rows, width]
 * @param threefold gradients of queries, keys and values, [rows, 3·width]
 * @param hidden gradients of hidden values, [rows, hidden]
 */
record Stream(Field values, Field errors, Field branch, Field inner, Field threefold, Field hidden) {
    static Stream of(Sequences sequences, GptSettings settings) {
        int width = settings.width();
        return new Stream(
                sequences.matrix(width),
                sequences.matrix(width),
                sequences.matrix(width),
                sequences.matrix(width),
                sequences.matrix(3 * width),
                sequences.matrix(settings.hidden()));
    }
}
