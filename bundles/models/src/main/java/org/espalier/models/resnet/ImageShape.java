package org.espalier.models.resnet;

import java.util.Arrays;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;
import org.espalier.layers.Raster;

/**
 * A batch as a residual network sees it: images to numbers.
 *
 * @param samples  images in the batch
 * @param image    points of each
 * @param channels channels of each point
 * @param output   shape of one sample's output
 */
record ImageShape(int samples, Raster image, int channels, int[] output) {
    /** Reads [height, width] or [height, width, channels]; refuses others. */
    static ImageShape of(Shapes batch, ResnetSettings settings) {
        int[] input = batch.input();
        int[] output = settings.outputs() == 0 ? batch.target() : new int[] {settings.outputs()};
        boolean image = (input.length == 2 || input.length == 3) && batch.vocabulary() == 0;
        if (!image || Arrays.stream(input).anyMatch(axis -> axis < 1) || length(output) < 1) {
            throw new SettingsException(
                    "model.type",
                    "resnet",
                    "it maps images [height, width, channels] to numbers, but the data has " + Arrays.toString(input)
                            + " and " + Arrays.toString(batch.target()) + " per sample"
                            + (batch.vocabulary() == 0 ? "" : ", which are tokens"));
        }
        int channels = input.length == 3 ? input[2] : 1;
        if (settings.augmented() && channels > settings.widths().get(0)) {
            throw new SettingsException(
                    "widths",
                    settings.widths(),
                    "the data has " + channels + " channels, and a transform only widens; begin with as many");
        }
        Raster raster = new Raster(input[0], input[1]);
        requirePoints(raster, settings);
        return new ImageShape(batch.samples(), raster, channels, output);
    }

    /** Refuses stages that find a single point, which nothing halves. */
    private static void requirePoints(Raster image, ResnetSettings settings) {
        Raster left = image;
        for (int stage = 1; stage < settings.blocks().size(); stage++) {
            if (left.points() == 1) {
                throw new SettingsException(
                        "blocks",
                        settings.blocks(),
                        "an image of " + image + " is a single point after " + stage + " stages; have no more of them");
            }
            left = left.every(2);
        }
    }

    private static int length(int[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** Values of one sample's output. */
    int outputs() {
        return length(output);
    }
}
