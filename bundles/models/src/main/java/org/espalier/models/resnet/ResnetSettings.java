package org.espalier.models.resnet;

import java.util.List;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;

/**
 * What a job says about a residual network.
 *
 * @param variant what a block is
 * @param norm    what stands beside each convolution
 * @param blocks  blocks of each stage
 * @param widths  channels of each stage
 * @param outputs values per sample; 0 for as many as the target has
 */
public record ResnetSettings(
        @Doc(
                        "what a block is: standard, two convolutions and a shortcut, or augmented, where each convolution has a shortcut of"
                                + " its own and fixed Hadamard transforms widen the stream, so that all convolutions may be born zero")
                @Default("standard")
                Variant variant,
        @Doc("normalisation: batch, or none, where convolutions have a bias instead") @Default("batch") Norm norm,
        @Doc("number of blocks of each stage; every stage but the first halves the image's sides")
                @Range(min = 1, max = 1024)
                @Default("[2, 2, 2, 2]")
                List<Integer> blocks,
        @Doc("channels of each stage, as many numbers as blocks has; with augmented powers of two that do not fall")
                @Range(min = 1, max = 65536)
                @Default("[64, 128, 256, 512]")
                List<Integer> widths,
        @Doc(
                        "number of outputs per sample, such as the classes of integer targets; 0 for as many as the target has values")
                @Range(min = 0, max = 1048576)
                @Default("0")
                int outputs) {
    /** What a block is. */
    public enum Variant {
        /** x ← relu(x + norm(conv(relu(norm(conv(x)))))) (He et al., arXiv 1512.03385). */
        STANDARD,
        /** o ← norm(relu(x)), x ← conv(o) + x, x ← x + conv(norm(relu(x))) (Zhao et al., arXiv 2110.12661, first version). */
        AUGMENTED
    }

    /** What stands beside each convolution. */
    public enum Norm {
        /** Batch normalisation. */
        BATCH,
        /** Nothing but a bias. */
        NONE
    }

    /** Refuses stages that do not go together. */
    public ResnetSettings {
        blocks = List.copyOf(blocks);
        widths = List.copyOf(widths);
        if (blocks.isEmpty()) {
            throw new SettingsException("blocks", blocks, "a residual network has one stage at least; give its blocks");
        }
        if (blocks.size() != widths.size()) {
            throw new SettingsException(
                    "widths", widths, widths.size() + " numbers for " + blocks.size() + " stages; give one per stage");
        }
        int before = 1;
        for (int width : variant == Variant.AUGMENTED ? widths : List.<Integer>of()) {
            if (Integer.bitCount(width) != 1 || width < before) {
                throw new SettingsException(
                        "widths",
                        widths,
                        width + " channels have no Hadamard transform from " + before
                                + "; take powers of two that do not fall, or variant: standard");
            }
            before = width;
        }
    }

    /** Whether each convolution has a shortcut of its own. */
    boolean augmented() {
        return variant == Variant.AUGMENTED;
    }

    /** Whether there is batch norm. */
    boolean normed() {
        return norm == Norm.BATCH;
    }
}
