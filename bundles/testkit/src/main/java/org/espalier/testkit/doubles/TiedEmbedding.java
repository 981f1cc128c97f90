package org.espalier.testkit.doubles;

import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.testkit.PlainWeights;

/**
 * A language model's ends: one matrix embeds tokens and also scores them. Its width is SHARED: the embedding produces it and
 * the scores consume it, so copying units would need them divided and undivided at once; it may be resized, never remapped.
 * The width between the ends is free.
 *
 * @param tokens vocabulary
 * @param width  embedding width at birth
 * @param hidden width of the block between, at birth
 */
public record TiedEmbedding(int tokens, int width, int hidden) implements PlainModel {
    /** Name of the dim that is shared. */
    public static final String WIDTH = "width";

    /** Name of the dim that is not. */
    public static final String HIDDEN = "block.hidden";

    @Override
    public Dims dims() {
        return Dims.of(
                Dim.of(WIDTH, DimKind.WIDTH, width, 4 * width), Dim.of(HIDDEN, DimKind.WIDTH, hidden, 4 * hidden));
    }

    @Override
    public Layout layout(Dims dims) {
        Dim stream = dims.get(WIDTH);
        Dim units = dims.get(HIDDEN);
        return Layout.of(
                Parameter.trained(
                        "embedding", Init.normal(0.02), Axis.fixed(Role.SHARED, tokens), Axis.of(Role.SHARED, stream)),
                Parameter.trained(
                        "block.in", Init.normal(0.02), Axis.of(Role.PRODUCES, units), Axis.of(Role.SHARED, stream)),
                Parameter.trained(
                        "block.out", Init.zero(), Axis.of(Role.SHARED, stream), Axis.of(Role.CONSUMES, units)));
    }

    @Override
    public int inputs() {
        return tokens;
    }

    /** Scores of the token that follows a mixture of tokens. */
    @Override
    public double[] outputs(PlainWeights weights, Dims dims, double[] input) {
        float[] embedding = weights.get("embedding");
        int size = dims.size(WIDTH);
        double[] stream = new double[size];
        for (int i = 0; i < embedding.length; i++) {
            stream[i % size] += embedding[i] * input[i / size];
        }
        double[] units = Linear.of(weights.get("block.in"), stream);
        double[] block = Linear.of(weights.get("block.out"), units, size);
        for (int i = 0; i < size; i++) {
            stream[i] += block[i];
        }
        return Linear.of(embedding, stream);
    }
}
