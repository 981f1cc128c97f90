package org.espalier.models.mlp;

import java.util.Arrays;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;

/**
 * A batch as a multilayer perceptron sees it: rows of numbers.
 *
 * @param samples rows in the batch
 * @param inputs  values of one sample's input, whatever its shape
 * @param output  shape of one sample's output
 */
record MlpShape(int samples, int inputs, int[] output) {
    /** Reads shapes of any rank; refuses those without a value. */
    static MlpShape of(Shapes batch, MlpSettings settings) {
        int inputs = length(batch.input());
        int[] output = settings.outputs() == 0 ? batch.target() : new int[] {settings.outputs()};
        if (inputs < 1 || length(output) < 1) {
            throw new SettingsException(
                    "model.type",
                    "mlp",
                    "it maps numbers to numbers, but the data has " + Arrays.toString(batch.input()) + " and "
                            + Arrays.toString(batch.target()) + " per sample");
        }
        return new MlpShape(batch.samples(), inputs, output);
    }

    private static int length(int[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** Values of one sample's output. */
    int outputs() {
        return length(output);
    }
}
