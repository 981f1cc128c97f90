package org.espalier.models.mlp;

import java.util.Arrays;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;

/**
 * A batch as a network on rows sees it: numbers to numbers, whatever their shapes.
 *
 * @param samples rows in the batch
 * @param inputs  values of one sample's input, whatever its shape
 * @param output  shape of one sample's output
 */
record RowShape(int samples, int inputs, int[] output) {
    /**
     * Reads shapes of any rank; refuses those without a value.
     *
     * @param model   whose they are, for refusals
     * @param outputs values of one sample's output; 0 for as many as the target has
     */
    static RowShape of(Shapes batch, String model, int outputs) {
        int inputs = length(batch.input());
        int[] output = outputs == 0 ? batch.target() : new int[] {outputs};
        if (inputs < 1 || length(output) < 1) {
            throw new SettingsException(
                    "model.type",
                    model,
                    "it maps numbers to numbers, but the data has " + Arrays.toString(batch.input()) + " and "
                            + Arrays.toString(batch.target()) + " per sample");
        }
        return new RowShape(batch.samples(), inputs, output);
    }

    private static int length(int[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** Values of one sample's output. */
    int outputs() {
        return length(output);
    }
}
