package org.espalier.models.resnet;

import org.espalier.layers.Field;
import org.espalier.layers.Raster;

/**
 * Gradients at one state of the stream, and two fields of the same shape for those within a branch, free again when it has
 * ended. Blocks of one stage share them.
 */
record Errors(Field stream, Field one, Field other) {
    static Errors of(Images images, Raster raster, int channels) {
        return new Errors(
                images.field(raster, channels), images.field(raster, channels), images.field(raster, channels));
    }
}
