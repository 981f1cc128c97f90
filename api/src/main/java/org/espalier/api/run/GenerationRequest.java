package org.espalier.api.run;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** A text that a checkpoint is to go on with, how far, and how its tokens are drawn. Built by its factory. Immutable. */
@ProviderType
public final class GenerationRequest {
    private static final int LENGTH = 400;
    private static final double TEMPERATURE = 0.8;
    private final Path checkpoint;
    private final byte[] text;
    private final int length;
    private final double temperature;
    private final int topK;
    private final long seed;

    private GenerationRequest(Path checkpoint, byte[] text, int length, double temperature, int topK, long seed) {
        this.checkpoint = checkpoint;
        this.text = text;
        this.length = length;
        this.temperature = temperature;
        this.topK = topK;
        this.seed = seed;
    }

    /**
     * 400 tokens at temperature 0.8 out of the whole vocabulary, drawn by seed 1.
     *
     * @param checkpoint the run's directory, for its newest checkpoint that can be opened, or that of one
     * @param text       what is gone on with, in the bytes of the training text, mostly UTF-8; empty for the beginning of a line
     */
    public static GenerationRequest of(Path checkpoint, byte[] text) {
        return new GenerationRequest(checkpoint, text.clone(), LENGTH, TEMPERATURE, 0, 1);
    }

    /** This request for that many tokens, at least 1. */
    public GenerationRequest length(int tokens) {
        return new GenerationRequest(checkpoint, text, tokens, temperature, topK, seed);
    }

    /**
     * This request with scores divided by this, at least 0, before they become probabilities; at 0 the likeliest token is taken.
     */
    public GenerationRequest temperature(double other) {
        return new GenerationRequest(checkpoint, text, length, other, topK, seed);
    }

    /** This request with tokens drawn among that many likeliest ones; 0 for all. */
    public GenerationRequest topK(int most) {
        return new GenerationRequest(checkpoint, text, length, temperature, most, seed);
    }

    /** This request with another seed of the draws. */
    public GenerationRequest seed(long other) {
        return new GenerationRequest(checkpoint, text, length, temperature, topK, other);
    }

    /** The directory of the run or of one of its checkpoints. */
    public Path checkpoint() {
        return checkpoint;
    }

    /** What is gone on with. */
    public byte[] text() {
        return text.clone();
    }

    /** How many tokens are wanted. */
    public int length() {
        return length;
    }

    /** What scores are divided by before they become probabilities; 0 for the likeliest token. */
    public double temperature() {
        return temperature;
    }

    /** Among how many likeliest tokens one is drawn; 0 for all. */
    public int topK() {
        return topK;
    }

    /** Of the draws. */
    public long seed() {
        return seed;
    }
}
