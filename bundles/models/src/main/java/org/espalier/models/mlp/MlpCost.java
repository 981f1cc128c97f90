package org.espalier.models.mlp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.api.growth.Dims;
import org.espalier.api.model.Cost;

/** What a multilayer perceptron costs, by linear layer: one multiply–add per weight and sample; element-wise work is not counted. */
final class MlpCost {
    private MlpCost() {}

    static Cost of(MlpSettings settings, Dims dims, RowShape shape) {
        Map<String, Long> parts = new LinkedHashMap<>();
        Map<String, Long> frozen = new LinkedHashMap<>();
        long kept = shape.inputs();
        for (Matrix matrix : MlpSizes.matrices(settings, dims, shape)) {
            parts.put(matrix.name(), shape.samples() * multiplyAdds(settings, dims, matrix));
            frozen.put(matrix.name(), shape.samples() * frozen(settings, matrix));
            kept += kept(settings, dims, matrix);
        }
        return Cost.of(parts, Float.BYTES * kept * shape.samples()).withFrozen(frozen);
    }

    private static long multiplyAdds(MlpSettings settings, Dims dims, Matrix matrix) {
        int in = matrix.in();
        int out = matrix.out();
        if (!matrix.lowRank()) {
            return (long) in * out;
        }
        return settings.lowRank().orElseThrow().form().multiplyAdds(dims.size(matrix.rank()), in, out);
    }

    private static long frozen(MlpSettings settings, Matrix matrix) {
        return matrix.lowRank() ? settings.lowRank().orElseThrow().form().frozen(matrix.in(), matrix.out()) : 0;
    }

    /** Values and slopes of hidden units; in a block and before the outputs also those of the stream that it reads; terms of products. */
    private static long kept(MlpSettings settings, Dims dims, Matrix matrix) {
        String name = matrix.name();
        boolean hidden = name.startsWith("hidden") && !name.endsWith(".end");
        long read = settings.residual() && (hidden || name.equals(MlpLayout.OUT)) ? 2L * matrix.in() : 0;
        long terms = matrix.lowRank() ? dims.size(matrix.rank()) : 0;
        return read + (hidden ? 2L * matrix.out() : 0) + terms;
    }
}
