package org.espalier.data.generated;

import org.espalier.api.data.DataOutline;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;

/**
 * Rows of numbers as inputs and as targets, known before there are any. No size of them grows.
 *
 * @param counts  samples by split
 * @param inputs  numbers per input
 * @param targets numbers per target
 * @param classes classes that targets are of; 0 if they are of none
 */
public record RowOutline(Counts counts, int inputs, int targets, int classes) implements DataOutline {
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
