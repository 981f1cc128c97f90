package org.espalier.host.training;

import java.util.stream.IntStream;
import org.espalier.api.plugin.RandomStream;

/** The order in which each epoch takes the training samples. */
@FunctionalInterface
public interface SampleOrder {
    /** Indexes of all samples, in the order in which an epoch, counted from 0, takes them. */
    int[] of(long epoch, int samples);

    /** The order in which the data holds them, in every epoch: what comparisons with other implementations need. */
    static SampleOrder stored() {
        return (epoch, samples) -> IntStream.range(0, samples).toArray();
    }

    /** A permutation per epoch that follows from seed and epoch alone, by Fisher–Yates. */
    static SampleOrder shuffled(long seed) {
        return (epoch, samples) -> {
            RandomStream random = RandomStream.of(seed, "order").at(epoch);
            int[] order = IntStream.range(0, samples).toArray();
            for (int i = samples - 1; i > 0; i--) {
                int j = random.integer(i, i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            return order;
        };
    }
}
