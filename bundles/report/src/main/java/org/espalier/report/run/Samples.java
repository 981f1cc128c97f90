package org.espalier.report.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.espalier.arrays.Npy;
import org.espalier.arrays.NpyException;
import org.espalier.arrays.NpyHeader;

/**
 * The first samples of the test split at one resolution, as the network saw and answered them; of several channels the first.
 *
 * @param resolution grid points per axis
 * @param grid       points along each axis: one number for lines, two for squares
 * @param input      one array per sample, c-order
 * @param target     the solver's answers
 * @param prediction the network's answers
 */
public record Samples(int resolution, List<Integer> grid, float[][] input, float[][] target, float[][] prediction) {
    /** More would make the page long without telling more. */
    private static final int MOST = 3;

    /** 1 for lines, 2 for squares. */
    public int axes() {
        return grid.size();
    }

    /** How many there are. */
    public int count() {
        return input.length;
    }

    /** ‖prediction − target‖ over ‖target‖, Euclidean, of one sample. */
    public double relativeError(int sample) {
        double error = 0;
        double size = 0;
        for (int i = 0; i < target[sample].length; i++) {
            double difference = (double) prediction[sample][i] - target[sample][i];
            error += difference * difference;
            size += (double) target[sample][i] * target[sample][i];
        }
        return Math.sqrt(error / size);
    }

    static Samples read(Path folder, int resolution) throws IOException {
        long[] shape = NpyHeader.read(folder.resolve("target.npy")).shape();
        int axes = shape.length - 2;
        if (axes < 1 || axes > 2) {
            throw new NpyException(
                    folder.resolve("target.npy"),
                    "shape",
                    0,
                    Arrays.toString(shape) + " is neither of lines nor of squares");
        }
        int count = (int) Math.min(MOST, shape[0]);
        return new Samples(
                resolution,
                Arrays.stream(shape, 1, 1 + axes).mapToObj(Math::toIntExact).toList(),
                first(folder.resolve("input.npy"), count, shape),
                first(folder.resolve("target.npy"), count, shape),
                first(folder.resolve("prediction.npy"), count, shape));
    }

    /** The first channel of the first rows, of a file whose grid is that of the targets. */
    private static float[][] first(Path file, int count, long[] like) throws IOException {
        long[] shape = NpyHeader.read(file).shape();
        boolean alike = shape.length == like.length && shape[0] >= count && shape[shape.length - 1] > 0;
        for (int i = 1; alike && i < shape.length - 1; i++) alike = shape[i] == like[i];
        if (!alike) {
            throw new NpyException(
                    file, "shape", 0, Arrays.toString(shape) + " does not go with targets of " + Arrays.toString(like));
        }
        float[] all = Npy.read(file, 0, count);
        int channels = (int) shape[shape.length - 1];
        float[][] rows = new float[count][count == 0 ? 0 : all.length / count / channels];
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < rows[row].length; i++) rows[row][i] = all[(row * rows[row].length + i) * channels];
        }
        return rows;
    }
}
