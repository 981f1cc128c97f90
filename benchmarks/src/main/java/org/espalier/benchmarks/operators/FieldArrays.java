package org.espalier.benchmarks.operators;

import java.util.Arrays;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.RandomStream;

/** Samples held in arrays and taken as they are: the training split first, then one that serves validation and test. */
public final class FieldArrays implements Dataset {
    private final int[] shape;
    private final int length;
    private final float[] inputs;
    private final float[] targets;
    private final int stored;
    private final int train;
    private final int test;

    /**
     * A dataset over arrays.
     *
     * @param inputs  fields of all samples, c-order
     * @param targets likewise
     * @param train   training samples; the rest is for tests
     */
    public FieldArrays(OperatorCase operator, float[] inputs, float[] targets, int train) {
        this.shape = operator.shape();
        this.length = operator.length();
        this.inputs = inputs;
        this.targets = targets;
        this.stored = train;
        this.train = train;
        this.test = inputs.length / length - train;
    }

    private FieldArrays(FieldArrays once, int train) {
        this.shape = once.shape;
        this.length = once.length;
        this.inputs = once.inputs;
        this.targets = once.targets;
        this.stored = once.stored;
        this.train = train;
        this.test = once.test;
    }

    /** White noise to white noise: a few batches, which an epoch of many steps takes again and again, and one for validation. */
    public static FieldArrays noise(OperatorCase operator, int batches, int steps, long seed) {
        int samples = (batches + 1) * operator.batch();
        FieldArrays once = new FieldArrays(
                operator,
                noise(RandomStream.of(seed, "inputs"), samples * operator.length()),
                noise(RandomStream.of(seed, "targets"), samples * operator.length()),
                batches * operator.batch());
        return new FieldArrays(once, steps * operator.batch());
    }

    private static float[] noise(RandomStream random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.normal(i);
        }
        return values;
    }

    /** Inputs of some training samples, c-order. */
    public float[] inputs(int from, int samples) {
        return Arrays.copyOfRange(inputs, from * length, (from + samples) * length);
    }

    /** Targets of some training samples, c-order. */
    public float[] targets(int from, int samples) {
        return Arrays.copyOfRange(targets, from * length, (from + samples) * length);
    }

    @Override
    public int count(Split split) {
        return split == Split.TRAIN ? train : test;
    }

    @Override
    public Dims dims() {
        return Dims.of();
    }

    @Override
    public int[] inputShape(Dims dims) {
        return shape.clone();
    }

    @Override
    public int[] targetShape(Dims dims) {
        return shape.clone();
    }

    @Override
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        int from = (split == Split.TRAIN ? index % stored : stored + index) * length;
        System.arraycopy(inputs, from, input, inputAt, length);
        System.arraycopy(targets, from, target, targetAt, length);
    }

    @Override
    public DatasetCard card() {
        return DatasetCard.of("arrays", "input", "target").takenAsIs();
    }

    @Override
    public void close() {
        // Arrays are the heap's.
    }
}
