package org.espalier.models.lowrank;

import java.util.Optional;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.plugin.SettingsException;
import org.espalier.layers.Base;
import org.espalier.layers.Field;
import org.espalier.layers.Linear;
import org.espalier.layers.LinearLayer;
import org.espalier.layers.LowRankLinear;
import org.espalier.layers.Weights;
import org.espalier.layers.Workers;

/**
 * How the matrices of some layers are held as W0 + U·V. A layer's product is {@code <layer>.u} times {@code <layer>.v}, its
 * rank the dim {@code <layer>.rank}.
 *
 * @param rank    of every product at birth
 * @param maxRank most rank that growth may give one; 0 for as much as its matrix can have
 * @param base    W0
 */
public record LowRank(int rank, int maxRank, Base base) {
    /** Refuses ranks that contradict one another, by the key that settings have for them. */
    public LowRank {
        if (maxRank > 0 && rank > maxRank) {
            throw new SettingsException("rank", rank, "above max-rank " + maxRank + "; lower it or raise max-rank");
        }
    }

    /** The name of the dim of the rank of a layer's product. */
    public static String dim(String layer) {
        return layer + ".rank";
    }

    /**
     * The linear layer of that name from one field to another: of low rank where its matrix has a rank among the sizes.
     *
     * @param form how those are held that have one
     */
    public static LinearLayer layer(
            Workers workers, Weights weights, String name, Optional<LowRank> form, Dims dims, Field from, Field to) {
        Optional<Dim> rank = dims.find(dim(name));
        return rank.isPresent()
                ? new LowRankLinear(
                        workers,
                        weights,
                        name,
                        form.orElseThrow().base,
                        rank.get().size(),
                        from,
                        to)
                : new Linear(workers, weights, name, from, to);
    }

    /**
     * The rank of a layer's product as a dim.
     *
     * @param in    values that the layer reads of each row
     * @param out   values that it makes
     * @param given dims with its size; it is at its birth if it is not among them
     * @throws SettingsException if the matrix cannot have that rank
     */
    public Dim rank(String layer, int in, int out, Dims given) {
        String name = dim(layer);
        int most = Math.min(in, out);
        int limit = maxRank == 0 ? most : Math.min(maxRank, most);
        int size = given.find(name).map(Dim::size).orElse(rank);
        if (size > limit) {
            throw new SettingsException(
                    size == rank ? "model.low-rank.rank" : name,
                    size,
                    "above " + limit + ", the most that the matrix of " + layer + " can have; lower it");
        }
        return Dim.of(name, DimKind.RANK, size, limit).withSpectrum(Spectrum.product(layer + ".u", layer + ".v"));
    }

    /**
     * Refuses a most rank that would never hold anything back.
     *
     * @param most the most that any of the matrices can ever have
     */
    public void requireReachable(int most) {
        if (maxRank > most) {
            throw new SettingsException(
                    "model.low-rank.max-rank",
                    maxRank,
                    "above " + most + ", the most that any of its matrices can have; lower it, or say 0");
        }
    }

    /** Multiply–adds of a layer for one row, those of W0 among them. */
    public long multiplyAdds(int size, int in, int out) {
        return (long) size * (in + out) + frozen(in, out);
    }

    /** Those of W0 alone, which never learns. */
    public long frozen(int in, int out) {
        return base.multiplyAdds(in, out);
    }

    /** Those of W0 that are additions alone. */
    public long additions(int in, int out) {
        return base.additions(in, out);
    }
}
