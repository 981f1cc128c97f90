package org.espalier.models.mlp;

import java.util.Objects;
import org.espalier.layers.Field;
import org.jspecify.annotations.Nullable;

/**
 * What flows between two stages: values forward, their gradients backward.
 *
 * @param values [rows, channels]
 * @param wanted where errors go, [rows, channels]; null for the batch itself, whose gradient nobody wants
 */
record Flow(Field values, @Nullable Field wanted) {
    /** Where errors go, of a flow that has them. */
    Field errors() {
        return Objects.requireNonNull(wanted);
    }

    static Flow of(Rows rows, int channels) {
        return new Flow(rows.matrix(channels), rows.matrix(channels));
    }
}
