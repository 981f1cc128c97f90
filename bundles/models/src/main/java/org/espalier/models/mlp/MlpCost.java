package org.espalier.models.mlp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.api.growth.Dims;
import org.espalier.api.model.Cost;
import org.espalier.models.lowrank.Matrix;

/**
 * What a multilayer perceptron costs, by linear layer: one multiply–add per weight and sample; element-wise work is not counted.
 */
final class MlpCost {
    private MlpCost() {}

    static Cost of(MlpSettings settings, Dims dims, RowShape shape) {
        Map<String, Long> parts = new LinkedHashMap<>();
        Map<String, Long> frozen = new LinkedHashMap<>();
        Map<String, Long> additions = new LinkedHashMap<>();
        long kept = shape.inputs();
        for (Matrix matrix : MlpSizes.matrices(settings, dims, shape)) {
            parts.put(matrix.name(), shape.samples() * matrix.multiplyAdds(dims));
            frozen.put(matrix.name(), shape.samples() * matrix.frozen());
            additions.put(matrix.name(), shape.samples() * matrix.additions());
            kept += kept(settings, dims, matrix);
        }
        return Cost.of(parts, Float.BYTES * kept * shape.samples())
                .withFrozen(frozen)
                .withAdditions(additions);
    }

    /**
     * Values and slopes of hidden units; in a block and before the outputs also those of the stream that it reads; terms of
     * products.
     */
    private static long kept(MlpSettings settings, Dims dims, Matrix matrix) {
        String name = matrix.name();
        boolean hidden = name.startsWith("hidden") && !name.endsWith(".end");
        long read = settings.residual() && (hidden || name.equals(MlpLayout.OUT)) ? 2L * matrix.in() : 0;
        return read + (hidden ? 2L * matrix.out() : 0) + matrix.terms(dims);
    }
}
