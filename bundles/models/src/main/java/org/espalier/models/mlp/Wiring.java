package org.espalier.models.mlp;

import org.espalier.api.growth.Dims;
import org.espalier.layers.Activation;
import org.espalier.layers.LinearLayer;
import org.espalier.layers.Weights;
import org.espalier.models.lowrank.LowRank;
import org.espalier.models.lowrank.LowRankSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a perceptron's linear layers are prepared from.
 *
 * @param settings the model's
 * @param dims     its sizes
 * @param rows     rows of the batch
 * @param weights  the program's parameters
 */
record Wiring(MlpSettings settings, Dims dims, Rows rows, Weights weights) {
    /** A linear layer of low rank if its matrix has one, with an activation or none. */
    Dense dense(String name, Flow from, Flow to, @Nullable Activation function) {
        LinearLayer linear = LowRank.layer(
                rows.workers(),
                weights,
                name,
                settings.lowRank().map(LowRankSettings::form),
                dims,
                from.values(),
                to.values());
        return new Dense(rows, linear, name, from, to, function);
    }

    /** A function of the stage that a block or the outputs read. */
    Activation activation() {
        return settings.activation();
    }
}
