package org.espalier.host.training;

import org.espalier.api.plugin.RandomStream;

/** The order in which one epoch takes the training samples: a permutation that follows from seed and epoch alone. */
final class SampleOrder {
    private SampleOrder() {}

    /** The order of an epoch, from 0, by Fisher–Yates. */
    static int[] of(long seed, long epoch, int samples) {
        RandomStream random = RandomStream.of(seed, "order").at(epoch);
        int[] order = new int[samples];
        for (int i = 0; i < samples; i++) {
            order[i] = i;
        }
        for (int i = samples - 1; i > 0; i--) {
            int j = random.integer(i, i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
