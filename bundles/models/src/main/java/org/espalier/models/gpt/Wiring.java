package org.espalier.models.gpt;

import java.util.Optional;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.layers.Dropout;
import org.espalier.layers.Field;
import org.espalier.layers.LayerNorm;
import org.espalier.layers.Linear;
import org.espalier.layers.LinearLayer;
import org.espalier.layers.LowRankLinear;
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
    LinearLayer linear(String name, Field from, Field to) {
        Optional<Dim> rank = dims.find(LowRank.dim(name));
        return rank.isPresent()
                ? new LowRankLinear(
                        sequences.workers(),
                        weights,
                        name,
                        settings.lowRank().orElseThrow().base(),
                        rank.get().size(),
                        from,
                        to)
                : new Linear(sequences.workers(), weights, name, from, to);
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
