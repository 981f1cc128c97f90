package org.espalier.host.support;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.training.DelegatingDataset;

/** The small map, to whose inputs every epoch adds noise of its own; it notes the latest of every training sample. */
public final class AugmentedData extends DelegatingDataset {
    private final Map<Integer, Float> added = Collections.synchronizedMap(new TreeMap<>());

    /** Fifty training samples. */
    public AugmentedData() {
        super(new TinyData(50));
    }

    /** What was added to the first number of each training sample when it was last seen. */
    public Map<Integer, Float> added() {
        return Map.copyOf(added);
    }

    @Override
    public void readForTraining(
            int index, RandomStream draws, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        super.readForTraining(index, draws, dims, input, inputAt, target, targetAt);
        float noise = (float) (0.3 * draws.normal(index));
        input[inputAt] += noise;
        added.put(index, noise);
    }
}
