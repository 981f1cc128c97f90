package org.espalier.models.gpt;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.api.growth.Dims;
import org.espalier.api.model.Cost;
import org.espalier.layers.CausalAttention;
import org.espalier.models.lowrank.Matrix;

/**
 * What a GPT costs: the multiply–adds that the layers here do, by part.
 *
 * <p>A part per linear layer, such as {@code h.0.mlp.c_fc}; {@code h.0.attn} for scores and mixing, of which the causal mask
 * spares the layer here almost half; {@code head}. Element-wise work and looking up are not counted.
 */
final class GptCost {
    private GptCost() {}

    static Cost of(GptSettings settings, Dims dims, GptShape shape) {
        long rows = shape.rows();
        Map<String, Long> parts = new LinkedHashMap<>();
        Map<String, Long> frozen = new LinkedHashMap<>();
        Map<String, Long> additions = new LinkedHashMap<>();
        long terms = 0;
        for (Matrix matrix : GptSizes.matrices(settings)) {
            parts.put(matrix.name(), rows * matrix.multiplyAdds(dims));
            frozen.put(matrix.name(), rows * matrix.frozen());
            additions.put(matrix.name(), rows * matrix.additions());
            terms += matrix.terms(dims);
        }
        for (int layer = 0; layer < settings.layers(); layer++) {
            long mixed = CausalAttention.cost(shape.positions(), settings.width());
            parts.put(GptLayout.block(layer) + ".attn", shape.samples() * mixed);
        }
        parts.put("head", rows * settings.width() * shape.vocabulary());
        return Cost.of(parts, Float.BYTES * (kept(settings, shape) + rows * terms))
                .withFrozen(frozen)
                .withAdditions(additions);
    }

    /**
     * Floats that forward keeps. Per position and block, in widths: both norms' outputs and normalised values (4), queries,
     * keys and values (3), what attention gives (1), hidden values and slopes (8); attention's weights, twice with dropout; the
     * last norm. Terms of products come on top.
     */
    private static long kept(GptSettings settings, GptShape shape) {
        long weights = (settings.dropout() > 0 ? 2 : 1)
                * (long) shape.samples()
                * settings.heads()
                * CausalAttention.kept(shape.positions());
        long stream = (long) shape.rows() * settings.width();
        return settings.layers() * (16 * stream + weights) + 2 * stream;
    }
}
