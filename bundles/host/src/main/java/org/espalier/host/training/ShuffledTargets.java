package org.espalier.host.training;

import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.RandomStream;

/**
 * Data whose training samples have one another's targets, by a permutation that follows from the seed alone: all that is left to
 * learn is by heart (Zhang et al., Understanding deep learning requires rethinking generalization, 2017).
 */
public final class ShuffledTargets extends DelegatingDataset {
    private final int[] targetOf;
    private final ThreadLocal<float[]> unused = ThreadLocal.withInitial(() -> new float[0]);

    /** Takes the data over and closes it in the end. */
    public ShuffledTargets(Dataset data, long seed) {
        super(data);
        // The order of an epoch that no run reaches.
        this.targetOf = SampleOrder.shuffled(seed).of(Long.MAX_VALUE, data.count(Split.TRAIN));
    }

    @Override
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        if (split == Split.TRAIN) {
            float[] other = scratch(dims);
            super.read(split, targetOf[index], dims, other, 0, target, targetAt);
            super.read(split, index, dims, input, inputAt, other, 0);
        } else {
            super.read(split, index, dims, input, inputAt, target, targetAt);
        }
    }

    @Override
    public void readForTraining(
            int index, RandomStream draws, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        float[] other = scratch(dims);
        super.readForTraining(targetOf[index], draws, dims, other, 0, target, targetAt);
        super.readForTraining(index, draws, dims, input, inputAt, other, 0);
    }

    private float[] scratch(Dims dims) {
        int most = Math.max(Normaliser.length(inputShape(dims)), Normaliser.length(targetShape(dims)));
        if (unused.get().length < most) {
            unused.set(new float[most]);
        }
        return unused.get();
    }
}
