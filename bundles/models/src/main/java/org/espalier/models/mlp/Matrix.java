package org.espalier.models.mlp;

import org.espalier.models.lowrank.LowRank;

/**
 * The matrix of one linear layer, as sizes alone.
 *
 * @param name    of the layer
 * @param in      values that it reads of each row
 * @param out     values that it makes
 * @param lowRank whether it is W0 + U·V where the settings ask for low rank; those at either end never are
 */
record Matrix(String name, int in, int out, boolean lowRank) {
    /** The name of the dim of its rank, if it has one. */
    String rank() {
        return LowRank.dim(name);
    }
}
