package org.espalier.models.resnet;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.api.model.Cost;
import org.espalier.layers.ChannelHadamard;

/**
 * What a residual network costs, by convolution and linear layer, and by fixed transform, of which additions count;
 * element-wise work is not counted. Taps beyond an edge count as the others do.
 */
final class ResnetCost {
    private final ResnetSettings settings;
    private final ImageShape shape;
    private final Map<String, Long> parts = new LinkedHashMap<>();
    private final Map<String, Long> transforms = new LinkedHashMap<>();
    private long kept;

    private ResnetCost(ResnetSettings settings, ImageShape shape) {
        this.settings = settings;
        this.shape = shape;
    }

    static Cost of(ResnetSettings settings, ImageShape shape) {
        return new ResnetCost(settings, shape).cost();
    }

    private Cost cost() {
        int width = settings.widths().get(0);
        int points = shape.image().points();
        conv(ResnetLayout.STEM, 9, points, shape.channels(), width);
        if (settings.transformed()) {
            transform(ResnetLayout.STEM, points, width);
        }
        for (BlockSize block : BlockSize.all(settings, shape)) {
            width = block.out();
            points = block.made().points();
            conv(block.name() + ".conv1", 9, points, block.in(), width);
            conv(block.name() + ".conv2", 9, points, width, width);
            if (block.changes()) {
                String shortcut = block.name() + ".downsample.0";
                conv(shortcut, settings.shortcutSide() * settings.shortcutSide(), points, block.in(), width);
                if (settings.transformed()) {
                    transform(shortcut, points, width);
                }
            }
        }
        parts.put(ResnetLayout.HEAD, (long) shape.samples() * width * shape.outputs());
        return Cost.of(parts, Float.BYTES * kept).withFrozen(transforms).withAdditions(transforms);
    }

    /** A fixed transform has no gradient, and multiplies nothing. */
    private void transform(String behind, int points, int width) {
        transforms.put(behind + ".transform", (long) shape.samples() * points * ChannelHadamard.additions(width));
        parts.putAll(transforms);
    }

    /** A convolution keeps what it makes, and beside it are a norm's output and slopes. */
    private void conv(String name, int taps, int points, int in, int out) {
        long made = (long) shape.samples() * points * out;
        parts.put(name, made * taps * in);
        kept += (settings.normed() ? 3 : 2) * made;
    }
}
