package org.espalier.models.mlp;

import java.util.List;
import java.util.Optional;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;
import org.espalier.layers.Activation;
import org.espalier.models.lowrank.LowRankSettings;

/**
 * What a job says about a multilayer perceptron.
 *
 * @param variant    how hidden layers follow one another
 * @param activation the function between linear layers
 * @param width      units of every hidden layer at birth
 * @param widths     units of each hidden layer at birth, in place of width
 * @param depth      hidden layers or blocks at birth
 * @param maxWidth   most units that a layer, or the stream, may ever have
 * @param maxDepth   most hidden layers or blocks that there may ever be
 * @param stream     channels of the residual stream at birth; 0 for as many as width says
 * @param outputs    values per sample; 0 for as many as the target has
 * @param lowRank    how hidden matrices are of low rank; empty if they are dense
 */
public record MlpSettings(
        @Doc(
                        "order of the hidden layers: plain, one after another, or residual, pre-activation blocks that add to a stream")
                @Default("plain")
                Variant variant,
        @Doc("function between linear layers; with relu a plain network goes deeper without changing its function")
                @Default("relu")
                Activation activation,
        @Doc("units of every hidden layer, or inside every block, at birth") @Range(min = 1, max = 65536) @Default("32")
                int width,
        @Doc("units of each hidden layer at birth, in place of width; as many numbers as depth says")
                @Range(min = 1, max = 65536)
                @Default("[]")
                List<Integer> widths,
        @Doc("number of hidden layers, or blocks, at birth") @Range(min = 1, max = 1024) @Default("2") int depth,
        @Doc("most units that a layer, a block or the stream may ever have")
                @Range(min = 1, max = 65536)
                @Default("1024")
                int maxWidth,
        @Doc("most hidden layers, or blocks, that there may ever be") @Range(min = 1, max = 1024) @Default("16")
                int maxDepth,
        @Doc("channels of the residual stream at birth; 0 for as many as width says")
                @Range(min = 0, max = 65536)
                @Default("0")
                int stream,
        @Doc(
                        "number of outputs per sample, such as the classes of integer targets; 0 for as many as the target has values")
                @Range(min = 0, max = 1048576)
                @Default("0")
                int outputs,
        @Doc("hidden matrices as W0 + U·V, of which only the product of low rank learns; dense ones if not given")
                Optional<LowRankSettings> lowRank) {
    /** How hidden layers follow one another. */
    public enum Variant {
        /** h ← σ(h·W + b), layer after layer. */
        PLAIN,
        /** h ← h + σ(σ(h)·W₁ + b₁)·W₂ + b₂, block after block (He et al., arXiv 1603.05027, without normalisation). */
        RESIDUAL
    }

    /** Refuses sizes that contradict one another. */
    public MlpSettings {
        widths = List.copyOf(widths);
        if (depth > maxDepth) {
            throw new SettingsException(
                    "depth", depth, "above max-depth " + maxDepth + "; lower it or raise max-depth");
        }
        if (!widths.isEmpty() && widths.size() != depth) {
            throw new SettingsException(
                    "widths", widths, widths.size() + " numbers for depth " + depth + "; give one per hidden layer");
        }
        for (int each : widths.isEmpty() ? List.of(width) : widths) {
            if (each > maxWidth) {
                throw new SettingsException(
                        widths.isEmpty() ? "width" : "widths",
                        each,
                        "above max-width " + maxWidth + "; lower it or raise max-width");
            }
        }
        if (stream > 0 && variant == Variant.PLAIN) {
            throw new SettingsException("stream", stream, "a plain network has no stream; take variant: residual");
        }
        if (Math.max(stream, variant == Variant.RESIDUAL && stream == 0 ? width : 0) > maxWidth) {
            throw new SettingsException(
                    "stream", stream, "above max-width " + maxWidth + "; lower it or raise max-width");
        }
    }

    /** Whether blocks add to a stream. */
    boolean residual() {
        return variant == Variant.RESIDUAL;
    }

    /** Channels of the stream at birth. */
    int streamAtBirth() {
        return stream == 0 ? width : stream;
    }

    /** Units of a hidden layer at birth; one that depth brings is as wide as the layer before, so that an identity fits. */
    int widthAtBirth(int layer, int before) {
        if (layer < widths.size()) {
            return widths.get(layer);
        }
        return layer < depth ? width : before;
    }
}
