package org.espalier.models.resnet;

import java.util.ArrayList;
import java.util.List;
import org.espalier.layers.Raster;

/**
 * The sizes of one block.
 *
 * @param name   such as {@code layer1.0}
 * @param image  points that it reads
 * @param in     channels that it reads
 * @param out    channels that it makes
 * @param stride of its first convolution and its shortcut
 */
record BlockSize(String name, Raster image, int in, int out, int stride) {
    /** All blocks in order. */
    static List<BlockSize> all(ResnetSettings settings, ImageShape shape) {
        List<BlockSize> all = new ArrayList<>();
        Raster image = shape.image();
        int before = settings.widths().get(0);
        for (int stage = 0; stage < settings.blocks().size(); stage++) {
            int width = settings.widths().get(stage);
            for (int block = 0; block < settings.blocks().get(stage); block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                BlockSize size = new BlockSize("layer" + (stage + 1) + "." + block, image, before, width, stride);
                all.add(size);
                image = size.made();
                before = width;
            }
        }
        return all;
    }

    /** Points that it makes. */
    Raster made() {
        return image.every(stride);
    }

    /** Whether what it reads does not fit what it makes, so that the shortcut needs a convolution. */
    boolean changes() {
        return stride != 1 || in != out;
    }
}
