package org.espalier.models.gpt;

import org.espalier.api.growth.Dims;
import org.espalier.layers.Dropout;
import org.espalier.layers.Field;
import org.espalier.layers.LayerNorm;
import org.espalier.layers.LinearLayer;
import org.espalier.layers.Weights;
import org.espalier.models.lowrank.LowRank;

/**
 * What a GPT's stages are prepared from.
 *
 * @param settings  the model's
 * @param dims      its sizes
 * @param sequences of the batch
 * @param weights   the program's parameters
 * @param stream    what all branches share
 */
record Wiring(GptSettings settings, Dims dims, Sequences sequences, Weights weights, Stream stream) {
    /** A linear layer of low rank if its matrix has one. */
    Projection linear(String name, Field from, Field to) {
        LinearLayer layer = LowRank.layer(
                sequences.workers(), weights, name, settings.lowRank().map(LowRankMatrices::form), dims, from, to);
        return new Projection(sequences, layer);
    }

    /** The norm of the stream before a branch, or before the scores. */
    LayerNorm norm(String name, Field to) {
        return new LayerNorm(sequences.workers(), weights, name, stream.values(), to, sequences.mostRows());
    }

    /** Dropout at the model's rate. */
    Dropout dropout() {
        return new Dropout(settings.dropout());
    }
}
