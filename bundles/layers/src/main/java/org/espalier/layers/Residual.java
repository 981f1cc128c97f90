package org.espalier.layers;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The end of a residual branch: the stream grows by what the branch gives, some of which dropout takes away in training. Fields
 * are of one sample whose points are the rows.
 */
@ProviderType
public final class Residual {
    private final Workers workers;
    private final Dropout dropout;
    private final float[][] tiles;

    /** A prepared end of a branch. */
    public Residual(Workers workers, Dropout dropout) {
        this.workers = workers;
        this.dropout = dropout;
        this.tiles = new float[workers.count()][Gelu.TILE];
    }

    /** Drops from some rows of a field in place, which is where dropout comes before there is a stream to add to. */
    public void drop(int worker, int from, int count, Field values) {
        if (dropout.active()) {
            dropped(worker, from, count, values, values);
        }
    }

    /** stream ← stream + dropout(branch) for some rows. The branch's values are lost. */
    public void forward(int worker, int from, int count, Field branch, Field stream) {
        drop(worker, from, count, branch);
        workers.blas(worker).add(count * stream.channels(), branch.at(0, from), stream.at(0, from));
    }

    /**
     * The gradient of what the branch gives, from the stream's.
     *
     * @param spare where it goes with dropout
     * @return the field that holds it; without dropout the stream's own
     */
    public Field backward(int worker, int from, int count, Field streamError, Field spare) {
        if (!dropout.active()) {
            return streamError;
        }
        dropped(worker, from, count, streamError, spare);
        return spare;
    }

    private void dropped(int worker, int from, int count, Field source, Field into) {
        Blas blas = workers.blas(worker);
        float[] tile = tiles[worker];
        long first = (long) from * source.channels();
        long end = first + (long) count * source.channels();
        for (long at = first; at < end; at += tile.length) {
            int n = (int) Math.min(tile.length, end - at);
            blas.read(source.memory().at(at), tile, n);
            dropout.apply(at, tile, 0, n);
            blas.write(tile, n, into.memory().at(at));
        }
    }
}
