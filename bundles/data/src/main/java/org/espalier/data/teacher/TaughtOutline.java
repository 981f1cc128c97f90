package org.espalier.data.teacher;

import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.data.generated.Counts;
import org.espalier.data.grid.Fields;

/**
 * Inputs and targets of a teacher, known before it is asked.
 *
 * @param counts  samples by split
 * @param inputs  numbers per input
 * @param targets numbers per target
 */
record TaughtOutline(Counts counts, int inputs, int targets) implements DataOutline {
    /** Refuses more than memory holds. */
    static TaughtOutline of(String name, Counts counts, int inputs, int targets) throws DataException {
        Fields.checkMemory(name, counts.total() * (inputs + targets));
        return new TaughtOutline(counts, inputs, targets);
    }

    @Override
    public int count(Split split) {
        return counts.of(split);
    }

    @Override
    public Dims dims() {
        return Dims.of();
    }

    @Override
    public int[] inputShape(Dims dims) {
        return new int[] {inputs};
    }

    @Override
    public int[] targetShape(Dims dims) {
        return new int[] {targets};
    }
}
