package org.espalier.host.support;

import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.RandomStream;

/** A smooth map from four numbers to two, drawn sample by sample. */
public final class TinyData implements Dataset {
    private final int train;
    private final float offset;

    /** That many training samples, and ten for validation and test each. */
    public TinyData(int train) {
        this(train, 0);
    }

    /** The same with a number added to every target. */
    public TinyData(int train, float offset) {
        this.train = train;
        this.offset = offset;
    }

    @Override
    public int count(Split split) {
        return split == Split.TRAIN ? train : 10;
    }

    @Override
    public Dims dims() {
        return Dims.of();
    }

    @Override
    public int[] inputShape(Dims dims) {
        return new int[] {4};
    }

    @Override
    public int[] targetShape(Dims dims) {
        return new int[] {2};
    }

    @Override
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        RandomStream random = RandomStream.of(7, split.name()).at(index);
        for (int i = 0; i < 4; i++) {
            input[inputAt + i] = (float) random.normal(i);
        }
        target[targetAt] = offset + (float) Math.sin(input[inputAt] + 2 * input[inputAt + 1]);
        target[targetAt + 1] = offset + 3 + input[inputAt + 2] * input[inputAt + 3];
    }

    @Override
    public DatasetCard card() {
        return DatasetCard.of("tiny", "x", "y");
    }

    @Override
    public void close() {}
}
