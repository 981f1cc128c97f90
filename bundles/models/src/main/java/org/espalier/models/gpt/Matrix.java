package org.espalier.models.gpt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.models.lowrank.LowRank;

/**
 * The matrix of a linear layer in a block, as sizes alone.
 *
 * @param name of the layer, such as {@code h.0.mlp.c_fc}
 * @param in   values that it reads of each row
 * @param out  values that it makes
 * @param form how it is of low rank; empty if it is dense
 */
record Matrix(String name, int in, int out, Optional<LowRank> form) {
    /** The matrices of all blocks, in order. */
    static List<Matrix> all(GptSettings settings) {
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

    /** The ranks of all blocks as dims; those that the given ones lack are at their birth. */
    static Dims ranks(GptSettings settings, Dims given) {
        List<Matrix> low =
                all(settings).stream().filter(matrix -> matrix.form.isPresent()).toList();
        int most = low.stream()
                .mapToInt(matrix -> Math.min(matrix.in, matrix.out))
                .max()
                .orElse(0);
        settings.lowRank().ifPresent(all -> all.form().requireReachable(most));
        return Dims.of(low.stream()
                .map(matrix -> matrix.form.orElseThrow().rank(matrix.name, matrix.in, matrix.out, given))
                .toList());
    }

    /** The rank of its product at these sizes; empty if it is dense. */
    Optional<Dim> rank(Dims dims) {
        return dims.find(LowRank.dim(name));
    }

    /** Multiply–adds per row. */
    long multiplyAdds(Dims dims) {
        return rank(dims)
                .map(rank -> form.orElseThrow().multiplyAdds(rank.size(), in, out))
                .orElse((long) in * out);
    }

    /** Those among them of W0, which never learns. */
    long frozen() {
        return form.map(low -> low.frozen(in, out)).orElse(0L);
    }
}
