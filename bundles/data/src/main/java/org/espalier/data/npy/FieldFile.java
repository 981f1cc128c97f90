package org.espalier.data.npy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.espalier.api.data.DataException;
import org.espalier.arrays.Npy;
import org.espalier.arrays.NpyHeader;
import org.espalier.data.grid.Fields;

/** A .npy file of fields whose header has been checked: [samples, points(, points)(, channels)]. */
record FieldFile(Path path, long samples, int points, int axes, int channels) {
    private static final long MOST_POINTS = 1 << 16;

    /**
     * Reads the header.
     *
     * @param axes axes of space, 1 or 2
     * @throws DataException if the shape is none of such fields
     */
    static FieldFile of(Path path, int axes) throws IOException, DataException {
        long[] shape = NpyHeader.read(path).shape();
        String shown = "shape " + Arrays.toString(shape);
        if (shape.length != axes + 1 && shape.length != axes + 2) {
            throw new DataException(
                    path.toString(),
                    shown + " has no sense with spatial-axes: " + axes + ", which takes [samples, points"
                            + (axes == 1 ? "" : ", points") + "] or that and channels" + hint(shape.length));
        }
        if (axes == 2 && shape[1] != shape[2]) {
            throw new DataException(
                    path.toString(),
                    shown + " is not square: both axes need the same points"
                            + (shape.length == 3 ? "; if the last axis holds channels, set spatial-axes: 1" : ""));
        }
        long channels = shape.length == axes + 2 ? shape[axes + 1] : 1;
        if (shape[1] < 1 || shape[1] > MOST_POINTS || channels < 1 || channels > MOST_POINTS) {
            throw new DataException(path.toString(), shown + " has points or channels outside 1 to " + MOST_POINTS);
        }
        return new FieldFile(path, shape[0], (int) shape[1], axes, (int) channels);
    }

    /** The setting under which a number of axes would have a sense that it has not. */
    private static String hint(int axes) {
        return axes == 2 ? "; set spatial-axes: 1" : axes == 4 ? "; set spatial-axes: 2" : "";
    }

    /** Numbers in one sample's field. */
    long size() {
        return Fields.size(points, axes, channels);
    }

    /** Refuses a file on another grid. */
    void checkGrid(FieldFile other) throws DataException {
        if (points != other.points) {
            throw new DataException(
                    path.toString(), points + " points per axis, but " + other.path + " has " + other.points);
        }
    }

    /** Refuses a file of another number of channels. */
    void checkChannels(FieldFile other) throws DataException {
        if (channels != other.channels) {
            throw new DataException(
                    path.toString(), channels + " channels, but " + other.path + " has " + other.channels);
        }
    }

    /** Reads some samples; refuses NaN, infinities and float64 beyond float32's range. */
    Fields read(long first, int count) throws IOException {
        return new Fields(count, points, axes, channels, Npy.readFinite(path, first, count));
    }

    /** Reads through some samples and refuses what {@link #read} does; keeps nothing. */
    void check(long first, int count) throws IOException {
        Npy.checkFinite(path, first, count);
    }
}
