package org.espalier.host.support;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.RandomStream;

/** The small map, to whose inputs every epoch adds noise of its own; it notes the latest of every training sample. */
public final class AugmentedData implements Dataset {
    private final TinyData data = new TinyData(50);
    private final Map<Integer, Float> added = Collections.synchronizedMap(new TreeMap<>());

    /** What was added to the first number of each training sample when it was last seen. */
    public Map<Integer, Float> added() {
        return Map.copyOf(added);
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
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        data.read(split, index, dims, input, inputAt, target, targetAt);
    }

    @Override
    public void readForTraining(
            int index, RandomStream draws, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        read(Split.TRAIN, index, dims, input, inputAt, target, targetAt);
        float noise = (float) (0.3 * draws.normal(index));
        input[inputAt] += noise;
        added.put(index, noise);
    }

    @Override
    public DatasetCard card() {
        return data.card();
    }

    @Override
    public void close() {}
}
