package org.espalier.testkit.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.RandomStream;

/** Samples of a dataset, read with room on both sides so that a write beyond a sample is seen. */
final class Samples {
    private static final int ROOM = 3;
    private static final float UNTOUCHED = -7.25e18f;

    private Samples() {}

    /** One sample: its input's values, then its target's. */
    static float[] read(Dataset data, Split split, int index, Dims dims) {
        return read(
                data, split, index, dims, (input, target) -> data.read(split, index, dims, input, ROOM, target, ROOM));
    }

    /** One training sample as an epoch with those draws sees it, likewise. */
    static float[] readForTraining(Dataset data, int index, RandomStream draws, Dims dims) {
        return read(
                data,
                Split.TRAIN,
                index,
                dims,
                (input, target) -> data.readForTraining(index, draws, dims, input, ROOM, target, ROOM));
    }

    /** Writes a sample into arrays, from ROOM on. */
    private interface Writing {
        void into(float[] input, float[] target);
    }

    private static float[] read(Dataset data, Split split, int index, Dims dims, Writing writing) {
        int inputs = entries(data.inputShape(dims));
        int targets = entries(data.targetShape(dims));
        float[] input = new float[inputs + 2 * ROOM];
        float[] target = new float[targets + 2 * ROOM];
        Arrays.fill(input, UNTOUCHED);
        Arrays.fill(target, UNTOUCHED);
        writing.into(input, target);
        check(input, inputs, "input", split, index, dims);
        check(target, targets, "target", split, index, dims);
        if (data.vocabulary() > 0) {
            checkTokens(input, inputs, data.vocabulary(), "input of sample " + index + " of " + split);
        }
        float[] both = Arrays.copyOfRange(input, ROOM, ROOM + inputs + targets);
        System.arraycopy(target, ROOM, both, inputs, targets);
        return both;
    }

    private static void check(float[] values, int length, String what, Split split, int index, Dims dims) {
        String where = what + " of sample " + index + " of " + split + " at " + dims;
        for (int i = 0; i < values.length; i++) {
            boolean inside = i >= ROOM && i < ROOM + length;
            if (!inside && values[i] != UNTOUCHED) {
                throw new AssertionError("The " + where + " was written beyond its " + length
                        + " values. Write what the shape says," + " from the offset on.");
            }
            if (inside && (values[i] == UNTOUCHED || !Float.isFinite(values[i]))) {
                throw new AssertionError("The " + where
                        + (values[i] == UNTOUCHED ? " was not filled" : " is " + values[i]) + " at value " + (i - ROOM)
                        + " of " + length + ". Every value of a sample is given and finite.");
            }
        }
    }

    private static void checkTokens(float[] values, int length, int vocabulary, String where) {
        for (int i = ROOM; i < ROOM + length; i++) {
            if (values[i] != (int) values[i] || values[i] < 0 || values[i] >= vocabulary) {
                throw new AssertionError("The " + where + " is " + values[i] + " at value " + (i - ROOM)
                        + ", which is no token of a vocabulary of " + vocabulary
                        + ". Models look tokens up without asking: give whole numbers from 0 below the vocabulary.");
            }
        }
    }

    private static int entries(int[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** The sizes at which samples are read: those at the start, every permitted one within the limit, and those of tests. */
    static List<Dims> sizes(DataOutline outline) {
        List<Dims> sizes = new ArrayList<>(List.of(outline.dims()));
        for (Dim dim : outline.dims().list()) {
            Arrays.stream(dim.permitted())
                    .filter(dim::permits)
                    .forEach(size -> sizes.add(outline.dims().with(dim.withSize(size))));
        }
        sizes.addAll(outline.tests());
        return sizes.stream().distinct().toList();
    }
}
