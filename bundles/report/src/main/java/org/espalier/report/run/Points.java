package org.espalier.report.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.espalier.arrays.Npy;
import org.espalier.arrays.NpyException;
import org.espalier.arrays.NpyHeader;

/**
 * Samples whose targets are no fields but rows of numbers, as the network saw and answered them.
 *
 * @param input      one row per sample, of an image its pixels
 * @param target     one row per sample
 * @param prediction one row per sample; not always as long as the target's
 */
public record Points(float[][] input, float[][] target, float[][] prediction) {
    private static final int MOST = 400;

    /** Whether a file of targets holds rows of numbers. */
    static boolean are(Path folder) throws IOException {
        return NpyHeader.read(folder.resolve("target.npy")).shape().length == 2;
    }

    /** No samples. */
    static Points none() {
        return new Points(new float[0][], new float[0][], new float[0][]);
    }

    static Points read(Path folder) throws IOException {
        long count = Math.min(MOST, NpyHeader.read(folder.resolve("target.npy")).shape()[0]);
        return new Points(
                rows(folder.resolve("input.npy"), (int) count),
                rows(folder.resolve("target.npy"), (int) count),
                rows(folder.resolve("prediction.npy"), (int) count));
    }

    private static float[][] rows(Path file, int count) throws IOException {
        long[] shape = NpyHeader.read(file).shape();
        if (shape.length < 2 || shape[0] < count) {
            throw new NpyException(file, "shape", 0, Arrays.toString(shape) + " does not go with " + count + " rows");
        }
        float[] all = Npy.read(file, 0, count);
        float[][] rows = new float[count][];
        int length = count == 0 ? 0 : all.length / count;
        Arrays.setAll(rows, row -> Arrays.copyOfRange(all, row * length, (row + 1) * length));
        return rows;
    }

    /**
     * The same as classes; empty if the targets are neither one-hot rows nor labels of the predictions' columns. Of equal scores the
     * first is the answer.
     */
    public Optional<Classes> classes() {
        int[] truth = new int[target.length];
        int[] answer = new int[target.length];
        for (int row = 0; row < target.length; row++) {
            truth[row] = label(target[row], prediction[row].length);
            answer[row] = largest(prediction[row]);
            if (truth[row] < 0) return Optional.empty();
        }
        return target.length == 0
                ? Optional.empty()
                : Optional.of(new Classes(prediction[0].length, input, truth, answer));
    }

    /** The class that a target means, or −1. */
    private static int label(float[] target, int classes) {
        if (classes < 2) return -1;
        if (target.length == 1) {
            int label = (int) target[0];
            return label == target[0] && label >= 0 && label < classes ? label : -1;
        }
        int best = largest(target);
        boolean oneHot = target.length == classes;
        for (int i = 0; i < target.length; i++) oneHot &= target[i] == (i == best ? 1 : 0);
        return oneHot ? best : -1;
    }

    private static int largest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
        return best;
    }
}
