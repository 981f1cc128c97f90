package org.espalier.host.support;

import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;

/** Waves on a periodic plane of 8 × 8 points and their shifted squares; reading one allocates nothing. */
public final class TinyField implements Dataset {
    private static final int POINTS = 8;
    private final int train;

    /** That many training samples, and ten for validation and test each. */
    public TinyField(int train) {
        this.train = train;
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
        return new int[] {POINTS, POINTS, 1};
    }

    @Override
    public int[] targetShape(Dims dims) {
        return new int[] {POINTS, POINTS, 1};
    }

    @Override
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        double phase = 0.37 * index + split.ordinal();
        for (int i = 0; i < POINTS; i++) {
            for (int j = 0; j < POINTS; j++) {
                double wave = Math.sin(2 * Math.PI * i / POINTS + phase) + Math.cos(2 * Math.PI * j / POINTS - phase);
                input[inputAt + i * POINTS + j] = (float) wave;
                target[targetAt + i * POINTS + j] = (float) (wave * wave);
            }
        }
    }

    @Override
    public DatasetCard card() {
        return DatasetCard.of("tiny field", "wave", "square").onPeriodicDomain();
    }

    @Override
    public void close() {}
}
