package org.espalier.models.mlp;

import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;

/**
 * What a job says about a deep linear network.
 *
 * @param matrices how many matrices follow one another
 * @param width    units between them at birth
 * @param maxWidth most units that there may ever be between two of them
 * @param scale    size of the matrices at birth
 * @param outputs  values per sample; 0 for as many as the target has
 */
public record DeepLinearSettings(
        @Doc("number of matrices, one after another") @Range(min = 2, max = 16) @Default("2") int matrices,
        @Doc("units between two matrices at birth") @Range(min = 1, max = 65536) @Default("32") int width,
        @Doc("most units that there may ever be between two matrices") @Range(min = 1, max = 65536) @Default("1024")
                int maxWidth,
        @Doc("standard deviation of the matrices' entries at birth, times the square root of their inputs; the smaller,"
                        + " the more the directions of the target are learned one after another")
                @Range(min = 1e-6, max = 10)
                @Default("0.1")
                double scale,
        @Doc("number of outputs per sample; 0 for as many as the target has values")
                @Range(min = 0, max = 1048576)
                @Default("0")
                int outputs) {
    /** Refuses a width above the largest. */
    public DeepLinearSettings {
        if (width > maxWidth) {
            throw new SettingsException(
                    "width", width, "above max-width " + maxWidth + "; lower it or raise max-width");
        }
    }
}
