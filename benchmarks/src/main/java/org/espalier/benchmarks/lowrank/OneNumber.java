package org.espalier.benchmarks.lowrank;

import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;

/** Data for a net that needs none: samples of one zero. */
record OneNumber() implements Dataset {
    @Override
    public int count(Split split) {
        return split == Split.TRAIN ? 1000 : 1;
    }

    @Override
    public Dims dims() {
        return Dims.of();
    }

    @Override
    public int[] inputShape(Dims dims) {
        return new int[] {1};
    }

    @Override
    public int[] targetShape(Dims dims) {
        return new int[] {1};
    }

    @Override
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        input[inputAt] = 0;
        target[targetAt] = 0;
    }

    @Override
    public DatasetCard card() {
        return DatasetCard.of("nothing", "zero", "zero").takenAsIs();
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
