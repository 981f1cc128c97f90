package org.espalier.host.training;

import java.util.List;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.RandomStream;

/**
 * Data whose training samples have one another's targets, by a permutation that follows from the seed alone: all that is left to
 * learn is by heart (Zhang et al., Understanding deep learning requires rethinking generalization, 2017).
 */
public final class ShuffledTargets implements Dataset {
    private final Dataset data;
    private final int[] targetOf;
    private final ThreadLocal<float[]> unused = ThreadLocal.withInitial(() -> new float[0]);

    /** Takes the data over and closes it in the end. */
    public ShuffledTargets(Dataset data, long seed) {
        this.data = data;
        // The order of an epoch that no run reaches.
        this.targetOf = SampleOrder.shuffled(seed).of(Long.MAX_VALUE, data.count(Split.TRAIN));
    }

    @Override
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        if (split == Split.TRAIN) {
            float[] other = scratch(dims);
            data.read(split, targetOf[index], dims, other, 0, target, targetAt);
            data.read(split, index, dims, input, inputAt, other, 0);
        } else {
            data.read(split, index, dims, input, inputAt, target, targetAt);
        }
    }

    @Override
    public void readForTraining(
            int index, RandomStream draws, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        float[] other = scratch(dims);
        data.readForTraining(targetOf[index], draws, dims, other, 0, target, targetAt);
        data.readForTraining(index, draws, dims, input, inputAt, other, 0);
    }

    private float[] scratch(Dims dims) {
        int most = Math.max(Normaliser.length(inputShape(dims)), Normaliser.length(targetShape(dims)));
        if (unused.get().length < most) {
            unused.set(new float[most]);
        }
        return unused.get();
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
