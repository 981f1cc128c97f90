package org.espalier.layers.loss;

import java.util.Arrays;
import org.espalier.api.plugin.SettingsException;

/** The shape of one sample, outputs and targets alike. */
final class FieldShape {
    private FieldShape() {}

    /** Entries of one sample. */
    static int length(int[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** Refuses outputs that cannot be subtracted from targets. */
    static void requireEqual(String loss, int[] output, int[] target) {
        if (!Arrays.equals(output, target)) {
            throw new SettingsException(
                    "loss",
                    loss,
                    "it compares fields of one shape, but the model's output is " + Arrays.toString(output)
                            + " and the target " + Arrays.toString(target) + " per sample");
        }
    }
}
