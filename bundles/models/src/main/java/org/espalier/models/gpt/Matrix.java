package org.espalier.models.gpt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.plugin.SettingsException;

/**
 * The matrix of a linear layer in a block, as sizes alone.
 *
 * @param name    of the layer, such as {@code h.0.mlp.c_fc}
 * @param in      values that it reads of each row
 * @param out     values that it makes
 * @param lowRank how it is of low rank; empty if it is dense
 */
record Matrix(String name, int in, int out, Optional<LowRankMatrices> lowRank) {
    /** The matrices of all blocks, in order. */
    static List<Matrix> all(GptSettings settings) {
        List<Matrix> all = new ArrayList<>();
        int width = settings.width();
        int hidden = settings.hidden();
        Optional<LowRankMatrices> ofAttention = settings.lowRank().filter(LowRankMatrices::attention);
        for (int layer = 0; layer < settings.layers(); layer++) {
            String block = GptLayout.block(layer);
            all.add(new Matrix(block + ".attn.c_attn", width, 3 * width, ofAttention));
            all.add(new Matrix(block + ".attn.c_proj", width, width, ofAttention));
            all.add(new Matrix(block + ".mlp.c_fc", width, hidden, settings.lowRank()));
            all.add(new Matrix(block + ".mlp.c_proj", hidden, width, settings.lowRank()));
        }
        return all;
    }

    /** The ranks of all blocks as dims; those that the given ones lack are at their birth. */
    static Dims ranks(GptSettings settings, Dims given) {
        return Dims.of(all(settings).stream()
                .flatMap(matrix -> matrix.rankDim(given).stream())
                .toList());
    }

    /** The name of the dim of its rank, if it has one. */
    String rank() {
        return rank(name);
    }

    /** The name of the dim of the rank of a layer's matrix. */
    static String rank(String layer) {
        return layer + ".rank";
    }

    /** The rank of its product at these sizes; empty if it is dense. */
    Optional<Dim> rank(Dims dims) {
        return dims.find(rank());
    }

    private Optional<Dim> rankDim(Dims given) {
        return lowRank.map(low -> {
            int most = Math.min(in, out);
            int limit = low.maxRank() == 0 ? most : Math.min(low.maxRank(), most);
            int size = given.find(rank()).map(Dim::size).orElse(low.rank());
            if (size > limit) {
                throw new SettingsException(
                        size == low.rank() ? "low-rank.rank" : rank(),
                        size,
                        "above " + limit + ", the most that " + name + " can have; lower it");
            }
            return Dim.of(rank(), DimKind.RANK, size, limit).withSpectrum(Spectrum.product(name + ".u", name + ".v"));
        });
    }

    /** Multiply–adds per row. */
    long multiplyAdds(Dims dims) {
        return rank(dims)
                .map(rank -> (long) rank.size() * (in + out)
                        + lowRank.orElseThrow().base().multiplyAdds(in, out))
                .orElse((long) in * out);
    }
}
