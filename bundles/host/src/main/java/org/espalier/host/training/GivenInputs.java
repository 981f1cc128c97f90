package org.espalier.host.training;

import org.espalier.api.data.DataOutline;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;

/** Inputs from memory, shaped as the run's data would be; targets are zero. */
record GivenInputs(DataOutline outline, float[] inputs, Dims at) implements Dataset {
    @Override
    public int count(Split split) {
        return inputs.length / Normaliser.length(inputShape(at));
    }

    @Override
    public Dims dims() {
        return outline.dims();
    }

    @Override
    public int[] inputShape(Dims dims) {
        return outline.inputShape(dims);
    }

    @Override
    public int[] targetShape(Dims dims) {
        return outline.targetShape(dims);
    }

    @Override
    public int vocabulary() {
        return outline.vocabulary();
    }

    @Override
    public int classes() {
        return outline.classes();
    }

    @Override
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        int length = Normaliser.length(inputShape(at));
        System.arraycopy(inputs, index * length, input, inputAt, length);
    }

    @Override
    public DatasetCard card() {
        return DatasetCard.of("given inputs", "input", "output");
    }

    @Override
    public void close() {}
}
