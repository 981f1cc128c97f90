package org.espalier.initializers;

import org.espalier.api.plugin.RandomStream;

/** What entries are drawn from; mean 0. */
public enum Distribution {
    /** The normal distribution. */
    NORMAL {
        @Override
        double draw(RandomStream random, long index) {
            return random.normal(index);
        }
    },
    /** The uniform distribution. */
    UNIFORM {
        @Override
        double draw(RandomStream random, long index) {
            return StrictMath.sqrt(3) * (2 * random.uniform(index) - 1);
        }
    };

    /** A number of variance 1. */
    abstract double draw(RandomStream random, long index);
}
