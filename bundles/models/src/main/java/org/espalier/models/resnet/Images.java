package org.espalier.models.resnet;

import org.espalier.api.model.Workspace;
import org.espalier.layers.Field;
import org.espalier.layers.Memory;
import org.espalier.layers.Raster;
import org.espalier.layers.Workers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch's images, shared out among workers in contiguous stretches.
 *
 * @param workers who works
 * @param samples images of the batch
 */
record Images(Workers workers, int samples) {
    /** A stretch of samples as one worker's task. */
    interface Stretch {
        void run(int worker, int from, int count);
    }

    /** A task by samples as a task by workers, once and for all. */
    Workspace.Task task(Stretch stretch) {
        return worker -> stretch.run(worker, first(worker), first(worker + 1) - first(worker));
    }

    private int first(int worker) {
        return workers.first(worker, samples);
    }

    /** Zeroed images. */
    Field field(Raster raster, int channels) {
        return Field.allocate(workers, samples, raster.points(), channels);
    }

    /** An array of [samples, …] as images. */
    Field field(INDArray array, int points, int channels) {
        Memory memory = Memory.of(array);
        if (memory.length() != (long) samples * points * channels) {
            throw new IllegalArgumentException("a batch of " + memory.length()
                    + " values, but the program was prepared for " + samples + " × " + points + " × " + channels);
        }
        return new Field(memory, samples, points, channels);
    }

    /** Images as a matrix of all their points. */
    static Field matrix(Field images) {
        return new Field(images.memory(), 1, images.samples() * images.points(), images.channels());
    }

    private static int length(Field field, int count) {
        return count * field.points() * field.channels();
    }

    /** to ← from, for a stretch of samples. */
    void copy(int worker, int from, int count, Field source, Field to) {
        workers.blas(worker).copy(length(source, count), source.at(from, 0), to.at(from, 0));
    }

    /** to ← to + from, for a stretch of samples. */
    void add(int worker, int from, int count, Field source, Field to) {
        workers.blas(worker).add(length(source, count), source.at(from, 0), to.at(from, 0));
    }
}
