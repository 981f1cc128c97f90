package org.espalier.host.training;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.espalier.api.model.Workspace;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.host.plugins.BoundNumbers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A signal whose rows, such as samples, have a scale each: every worker brings some rows at a time to its tile, fits and rounds them
 * there and brings them back, so that all of it passes through the caches once.
 */
final class RowSignal extends Signal {
    /** Entries of a chunk of rows, where rows are shorter. */
    private static final int CHUNK = 8192;

    private final int rows;
    private final int length;
    private final int most;
    /** By worker, as only rounding may be done by several at once. */
    private final Rounder[] parts;

    private final Rounder last;
    private final float[][] tiles;
    private final float[][] lastTiles;
    private final double[][] fitted;
    private final WorkerTeam team;
    private final FloatPointer[] cursors;
    private final Workspace.Task chunks = this::chunks;

    RowSignal(
            INDArray array,
            int[] shape,
            BoundNumbers numbers,
            Site site,
            Rounder rounder,
            Streams streams,
            Scratch scratch,
            WorkerTeam team) {
        super(array, rounder, streams);
        this.rows = shape[0];
        this.length = Math.toIntExact(array.length()) / rows;
        this.most = Math.max(1, Math.min(rows, CHUNK / length));
        this.parts = new Rounder[team.size()];
        Arrays.setAll(parts, worker -> numbers.prepare(withRows(shape, most), site));
        int rest = rows % most == 0 ? most : rows % most;
        this.last = numbers.prepare(withRows(shape, rest), site);
        this.team = team;
        this.cursors = cursors(team.size());
        this.tiles = new float[team.size()][];
        this.lastTiles = new float[team.size()][];
        this.fitted = new double[team.size()][Math.max(parts[0].groups(), last.groups())];
        for (int worker = 0; worker < tiles.length; worker++) {
            tiles[worker] = scratch.floats(most * length, worker);
            lastTiles[worker] = scratch.floats(rest * length, worker);
        }
    }

    private static int[] withRows(int[] shape, int rows) {
        int[] some = shape.clone();
        some[0] = rows;
        return some;
    }

    @Override
    protected void round() {
        team.run(chunks);
    }

    private void chunks(int worker) {
        int all = (rows + most - 1) / most;
        int end = (int) ((long) all * (worker + 1) / team.size());
        for (int chunk = (int) ((long) all * worker / team.size()); chunk < end; chunk++) {
            boolean isLast = chunk == all - 1;
            float[] tile = isLast ? lastTiles[worker] : tiles[worker];
            int from = chunk * most * length;
            cursors[worker].position(from).get(tile, 0, tile.length);
            (isLast ? last : parts[worker]).fit(tile, fitted[worker]);
            System.arraycopy(fitted[worker], 0, scales, chunk * most, tile.length / length);
            rounder.round(tile, 0, tile.length, from, scales, draws);
            cursors[worker].position(from).put(tile, 0, tile.length);
        }
    }

    @Override
    public void close() {
        super.close();
        for (Rounder part : parts) {
            part.close();
        }
        last.close();
    }
}
