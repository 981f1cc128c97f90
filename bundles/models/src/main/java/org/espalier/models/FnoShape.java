package org.espalier.models;

import java.util.Arrays;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;

/**
 * A batch as a Fourier neural operator sees it.
 *
 * @param samples samples in the batch
 * @param grid    points per axis
 * @param inputs  channels of the input
 * @param outputs channels of the output
 */
record FnoShape(int samples, int[] grid, int inputs, int outputs) {
    /** Reads shapes of fields on a grid of that many axes, channels last; refuses others. */
    static FnoShape of(Shapes batch, String model, int axes) {
        int[] input = batch.input();
        int[] target = batch.target();
        String wanted =
                "it maps fields [" + "points, ".repeat(axes) + "channels] to fields on the same grid, but the data has "
                        + Arrays.toString(input) + " and " + Arrays.toString(target) + " per sample";
        if (input.length != axes + 1
                || target.length != axes + 1
                || !Arrays.equals(input, 0, axes, target, 0, axes)
                || Arrays.stream(input).anyMatch(n -> n < 1)
                || target[axes] < 1) {
            throw new SettingsException("model.type", model, wanted);
        }
        return new FnoShape(batch.samples(), Arrays.copyOf(input, axes), input[axes], target[axes]);
    }

    /** Grid points of one sample. */
    int points() {
        return Arrays.stream(grid).reduce(1, Math::multiplyExact);
    }

    /** Most modes per sign that every axis can represent: 2K ≤ n. */
    int mostModes() {
        return Arrays.stream(grid).min().orElseThrow() / 2;
    }
}
