package org.espalier.host.training;

import java.util.List;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.RandomStream;

/** A dataset that is as another in all that a subclass does not change. */
public abstract class DelegatingDataset implements Dataset {
    private final Dataset data;

    /** Takes the data over and closes it in the end. */
    protected DelegatingDataset(Dataset data) {
        this.data = data;
    }

    @Override
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        data.read(split, index, dims, input, inputAt, target, targetAt);
    }

    @Override
    public void readForTraining(
            int index, RandomStream draws, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        data.readForTraining(index, draws, dims, input, inputAt, target, targetAt);
    }

    @Override
    public int count(Split split) {
        return data.count(split);
    }

    @Override
    public Dims dims() {
        return data.dims();
    }

    @Override
    public int[] inputShape(Dims dims) {
        return data.inputShape(dims);
    }

    @Override
    public int[] targetShape(Dims dims) {
        return data.targetShape(dims);
    }

    @Override
    public int vocabulary() {
        return data.vocabulary();
    }

    @Override
    public int classes() {
        return data.classes();
    }

    @Override
    public List<Dims> tests() {
        return data.tests();
    }

    @Override
    public DatasetCard card() {
        return data.card();
    }

    @Override
    public void close() {
        data.close();
    }
}
