package org.espalier.data.grid;

import java.util.Arrays;
import org.espalier.api.data.DataException;

/**
 * Fields of several samples on one grid.
 *
 * @param count    samples
 * @param points   points per axis
 * @param axes     1 or 2
 * @param channels numbers per point
 * @param values   [count, points, (points,) channels] in c-order
 */
public record Fields(int count, int points, int axes, int channels, float[] values) {
    /** Refuses values that are not of that shape. */
    public Fields {
        if (values.length != (long) count * size(points, axes, channels)) {
            throw new IllegalArgumentException(values.length + " values for " + count + " samples of " + points + "^"
                    + axes + " points and " + channels + " channels");
        }
    }

    /** Numbers in one sample's field. */
    public static long size(int points, int axes, int channels) {
        return (axes == 1 ? points : (long) points * points) * channels;
    }

    /**
     * Refuses datasets that would leave no memory to train in.
     *
     * @param where   what is to be read, for the message
     * @param numbers of all its fields
     */
    public static void checkMemory(String where, long numbers) throws DataException {
        checkBytes(where, Float.BYTES * numbers);
    }

    /**
     * Refuses datasets that would leave no memory to train in.
     *
     * @param where what is to be read, for the message
     * @param bytes of all that is kept
     */
    public static void checkBytes(String where, long bytes) throws DataException {
        long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap / 2) {
            throw new DataException(
                    where,
                    "the samples take " + (bytes >> 20) + " MB, more than half of the heap of " + (heap >> 20)
                            + " MB; ask for fewer or smaller ones, or raise -Xmx");
        }
    }

    /** Shape of one sample's field at a resolution. */
    public int[] shape(int resolution) {
        int[] shape = new int[axes + 1];
        Arrays.fill(shape, 0, axes, resolution);
        shape[axes] = channels;
        return shape;
    }

    /** Writes every stride-th point of one sample. */
    void read(int index, int stride, float[] into, int at) {
        int start = (int) (index * size(points, axes, channels));
        int rows = axes == 1 ? 1 : points / stride;
        int run = points * channels;
        int to = at;
        for (int row = 0; row < rows; row++) {
            int from = start + row * stride * run;
            if (stride == 1) {
                System.arraycopy(values, from, into, to, run);
                to += run;
                continue;
            }
            for (int i = 0; i < points; i += stride) {
                for (int c = 0; c < channels; c++) {
                    into[to++] = values[from + i * channels + c];
                }
            }
        }
    }
}
