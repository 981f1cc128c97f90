package org.espalier.benchmarks;

import java.util.Arrays;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.RandomStream;

/** Random tokens, each sample's targets the tokens after its own: some training samples again and again, and one batch for validation. */
public final class TokenArrays implements Dataset {
    private final int context;
    private final int vocabulary;
    private final float[] tokens;
    private final int stored;
    private final int train;
    private final int test;

    /**
     * Tokens that are drawn here and now.
     *
     * @param samples training samples that there are, each of context + 1 tokens
     * @param train   training samples of an epoch, which takes those that there are in turn
     * @param test    samples of the other splits
     */
    public TokenArrays(int context, int vocabulary, int samples, int train, int test, long seed) {
        this.context = context;
        this.vocabulary = vocabulary;
        this.stored = samples;
        this.train = train;
        this.test = test;
        this.tokens = new float[(samples + test) * (context + 1)];
        RandomStream random = RandomStream.of(seed, "tokens");
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = random.integer(i, vocabulary);
        }
    }

    /** Tokens of some training samples, context + 1 of each. */
    public float[] samples(int from, int count) {
        return Arrays.copyOfRange(tokens, from * (context + 1), (from + count) * (context + 1));
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
        return new int[] {context, 1};
    }

    @Override
    public int[] targetShape(Dims dims) {
        return new int[] {context, 1};
    }

    @Override
    public int vocabulary() {
        return vocabulary;
    }

    @Override
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        int from = (split == Split.TRAIN ? index % stored : stored + index) * (context + 1);
        System.arraycopy(tokens, from, input, inputAt, context);
        System.arraycopy(tokens, from + 1, target, targetAt, context);
    }

    @Override
    public DatasetCard card() {
        return DatasetCard.of("tokens", "tokens", "tokens after them").takenAsIs();
    }

    @Override
    public void close() {
        // Arrays are the heap's.
    }
}
