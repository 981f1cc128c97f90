package org.espalier.benchmarks.theory;

import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;

/**
 * Whitened data of a linear teacher: the unit vectors, all of them in every step, and the rows of the teacher's matrix.
 *
 * @param target the teacher
 */
record UnitVectors(Square target) implements Dataset {
    private static final int STEPS_PER_EPOCH = 20_000;

    @Override
    public int count(Split split) {
        return split == Split.TRAIN ? target.n() * STEPS_PER_EPOCH : target.n();
    }

    @Override
    public Dims dims() {
        return Dims.of();
    }

    @Override
    public int[] inputShape(Dims dims) {
        return new int[] {target.n()};
    }

    @Override
    public int[] targetShape(Dims dims) {
        return new int[] {target.n()};
    }

    @Override
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] output, int outputAt) {
        int n = target.n();
        int row = index % n;
        for (int i = 0; i < n; i++) {
            input[inputAt + i] = i == row ? 1 : 0;
            output[outputAt + i] = (float) target.entries()[row * n + i];
        }
    }

    @Override
    public DatasetCard card() {
        return DatasetCard.of("unit vectors", "unit vector", "row of a matrix").takenAsIs();
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
