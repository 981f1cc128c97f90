package org.espalier.host.assembly;

import java.util.Arrays;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;

/** Whether arrays can hold a batch: what a model gives may be far larger than what it takes, such as scores of every token. */
final class BatchCheck {
    private BatchCheck() {}

    /** Refuses a batch of which inputs, targets or outputs are more numbers than an array holds. */
    static void check(Shapes batch, int[] output) {
        check(batch.samples(), "inputs", batch.input());
        check(batch.samples(), "targets", batch.target());
        check(batch.samples(), "outputs", output);
    }

    private static void check(int samples, String what, int[] shape) {
        double numbers = samples;
        for (int size : shape) {
            numbers *= size;
        }
        if (numbers > Integer.MAX_VALUE) {
            throw new SettingsException(
                    "batch",
                    samples,
                    "with " + what + " of " + Arrays.toString(shape) + " it is more numbers than the "
                            + Integer.MAX_VALUE + " that an array holds; lower it");
        }
    }
}
