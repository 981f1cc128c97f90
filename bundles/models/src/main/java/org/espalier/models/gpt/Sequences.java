package org.espalier.models.gpt;

import org.espalier.layers.Field;
import org.espalier.layers.Memory;
import org.espalier.layers.Workers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch's sequences, shared out among workers in contiguous stretches: no worker ever waits for another. Linear layers and
 * norms see a worker's positions as rows of one matrix, attention sees them by sequence; both are views of the same memory.
 *
 * @param workers   who works
 * @param count     sequences of the batch
 * @param positions tokens of each
 */
record Sequences(Workers workers, int count, int positions) {
    /** The first of a worker's sequences. */
    int first(int worker) {
        return workers.first(worker, count);
    }

    /** The first of a worker's rows. */
    int firstRow(int worker) {
        return first(worker) * positions;
    }

    /** How many rows a worker has. */
    int rows(int worker) {
        return firstRow(worker + 1) - firstRow(worker);
    }

    /** Most rows that a worker has. */
    int mostRows() {
        int most = 0;
        for (int worker = 0; worker < workers.count(); worker++) {
            most = Math.max(most, rows(worker));
        }
        return most;
    }

    /** A zeroed matrix [rows, channels]. */
    Field matrix(int channels) {
        return matrix(workers.allocate((long) count * positions, channels), channels);
    }

    private Field matrix(Memory memory, int channels) {
        return new Field(memory, 1, count * positions, channels);
    }

    /** An array of [sequences, positions, channels] as a matrix. */
    Field matrix(INDArray array, int channels) {
        Memory memory = Memory.of(array);
        if (memory.length() != (long) count * positions * channels) {
            throw new IllegalArgumentException("a batch of " + memory.length()
                    + " values, but the program was prepared for " + count + " × " + positions + " × " + channels);
        }
        return matrix(memory, channels);
    }

    /** A matrix by sequence. */
    Field bySequence(Field matrix) {
        return new Field(matrix.memory(), count, positions, matrix.channels());
    }
}
