package org.espalier.models.gpt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Dims;
import org.espalier.models.lowrank.LowRank;
import org.espalier.models.lowrank.Matrix;

/** The dims of a GPT: {@code <layer>.rank} of every matrix of low rank. */
final class GptSizes {
    private GptSizes() {}

    /** The matrices of all blocks, in order. */
    static List<Matrix> matrices(GptSettings settings) {
        List<Matrix> all = new ArrayList<>();
        int width = settings.width();
        int hidden = settings.hidden();
        Optional<LowRank> ofAttention =
                settings.lowRank().filter(LowRankMatrices::attention).map(LowRankMatrices::form);
        Optional<LowRank> ofMlps = settings.lowRank().map(LowRankMatrices::form);
        for (int layer = 0; layer < settings.layers(); layer++) {
            String block = GptLayout.block(layer);
            all.add(new Matrix(block + ".attn.c_attn", width, 3 * width, ofAttention));
            all.add(new Matrix(block + ".attn.c_proj", width, width, ofAttention));
            all.add(new Matrix(block + ".mlp.c_fc", width, hidden, ofMlps));
            all.add(new Matrix(block + ".mlp.c_proj", hidden, width, ofMlps));
        }
        return all;
    }

    /** All dims; those that the given ones lack are at their birth. */
    static Dims complete(GptSettings settings, Dims given) {
        List<Matrix> low = matrices(settings).stream()
                .filter(matrix -> matrix.form().isPresent())
                .toList();
        int most = low.stream()
                .mapToInt(matrix -> Math.min(matrix.in(), matrix.out()))
                .max()
                .orElse(0);
        settings.lowRank().ifPresent(all -> all.form().requireReachable(most));
        return Dims.of(
                low.stream().flatMap(matrix -> matrix.born(given).stream()).toList());
    }
}
