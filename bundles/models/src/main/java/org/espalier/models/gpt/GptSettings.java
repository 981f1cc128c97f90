package org.espalier.models.gpt;

import java.util.Optional;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;

/**
 * What a job says about a GPT.
 *
 * @param layers     blocks
 * @param heads      attention heads of every block
 * @param width      channels of the residual stream
 * @param context    positions; 0 for as many as the data's samples have
 * @param vocabulary tokens; 0 for as many as the data has
 * @param dropout    rate after the embedding, in attention's weights and at every branch's end
 * @param lowRank    how matrices of blocks are of low rank; empty if they are dense
 */
public record GptSettings(
        @Doc("number of blocks") @Range(min = 1, max = 1024) @Default("4") int layers,
        @Doc("number of attention heads of every block, a divisor of width") @Range(min = 1, max = 1024) @Default("4")
                int heads,
        @Doc("channels of the residual stream; the hidden layer of a block has four times as many")
                @Range(min = 1, max = 65536)
                @Default("128")
                int width,
        @Doc("number of positions, which must be as many as a sample of the data has; 0 for just as many")
                @Range(min = 0, max = 65536)
                @Default("0")
                int context,
        @Doc("number of tokens, which must be as many as the data has; 0 for just as many")
                @Range(min = 0, max = 1048576)
                @Default("0")
                int vocabulary,
        @Doc(
                        "probability with which a value is dropped in training: after the embedding, of attention's weights, and at every branch's end")
                @Range(min = 0, max = 0.9)
                @Default("0")
                double dropout,
        @Doc(
                        "matrices of the MLPs, or of attention too, as W0 + U·V, of which only the product of low rank learns; dense ones if not"
                                + " given")
                Optional<LowRankMatrices> lowRank) {
    /** Refuses heads that do not share the width evenly. */
    public GptSettings {
        if (width % heads != 0) {
            throw new SettingsException(
                    "heads", heads, "does not divide width " + width + "; every head has as many channels");
        }
    }

    /** Channels of the hidden layer of a block. */
    int hidden() {
        return 4 * width;
    }
}
