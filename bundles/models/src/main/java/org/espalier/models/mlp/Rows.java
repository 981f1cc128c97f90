package org.espalier.models.mlp;

import org.espalier.layers.Activation;
import org.espalier.layers.Field;
import org.espalier.layers.Memory;
import org.espalier.layers.PointwiseActivation;
import org.espalier.layers.Workers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch's rows, shared out among workers in contiguous stretches. A matrix of rows is a field of one sample whose points are
 * the rows.
 *
 * @param workers who works
 * @param count   rows of the batch
 */
record Rows(Workers workers, int count) {
    /** The first of a worker's rows. */
    int first(int worker) {
        return workers.first(worker, count);
    }

    /** How many a worker has. */
    int share(int worker) {
        return first(worker + 1) - first(worker);
    }

    /** A zeroed matrix [rows, channels]. */
    Field matrix(int channels) {
        return matrix(workers.allocate(count, channels), channels);
    }

    private Field matrix(Memory memory, int channels) {
        return new Field(memory, 1, count, channels);
    }

    /** An array of [rows, …] as a matrix. */
    Field matrix(INDArray array, int channels) {
        Memory memory = Memory.of(array);
        if (memory.length() != (long) count * channels) {
            throw new IllegalArgumentException("a batch of " + memory.length()
                    + " values, but the program was prepared for " + count + " × " + channels);
        }
        return matrix(memory, channels);
    }

    /** The address of a worker's first row. */
    long at(int worker, Field matrix) {
        return matrix.at(0, first(worker));
    }

    /** Floats of a worker's rows. */
    int length(int worker, Field matrix) {
        return share(worker) * matrix.channels();
    }

    /** Copies a worker's rows of one matrix to another. */
    void copy(int worker, Field from, Field to) {
        workers.blas(worker).copy(length(worker, from), at(worker, from), at(worker, to));
    }

    /** Adds a worker's rows of one matrix to another. */
    void add(int worker, Field from, Field to) {
        workers.blas(worker).add(length(worker, from), at(worker, from), at(worker, to));
    }

    /** An activation of matrices of that many channels; each worker's stretch counts as a sample. */
    PointwiseActivation activation(Activation function, int channels) {
        int most = (count + workers.count() - 1) / workers.count();
        return new PointwiseActivation(workers, function, workers.count(), 1, most * channels);
    }
}
