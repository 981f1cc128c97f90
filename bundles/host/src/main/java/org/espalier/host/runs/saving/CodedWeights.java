package org.espalier.host.runs.saving;

import java.util.Arrays;
import java.util.Optional;
import org.espalier.host.numbers.Precision;
import org.espalier.host.numbers.WeightGrid;
import org.espalier.host.store.SavedCodes;
import org.espalier.host.weights.Tensor;

/** Weights as codes of the grid on which they live. */
public final class CodedWeights {
    private CodedWeights() {}

    /** The codes of a tensor; empty where its values live in float32, or codes would not give back every bit of them. */
    public static Optional<SavedCodes> of(Tensor tensor, Precision precision) {
        Optional<WeightGrid> grid = precision.grid(tensor.parameter());
        if (grid.isEmpty() || tensor.scales().length == 0) {
            return Optional.empty();
        }
        float[] values = tensor.values();
        try (WeightGrid own = grid.get()) {
            int[] groups = new int[values.length];
            Arrays.setAll(groups, own::group);
            SavedCodes saved = new SavedCodes(own.codes(values, tensor.scales()), groups, own.tables(tensor.scales()));
            return sameBits(saved.values(), values) ? Optional.of(saved) : Optional.empty();
        }
    }

    private static boolean sameBits(float[] a, float[] b) {
        for (int i = 0; i < a.length; i++) {
            if (Float.floatToRawIntBits(a[i]) != Float.floatToRawIntBits(b[i])) {
                return false;
            }
        }
        return true;
    }
}
