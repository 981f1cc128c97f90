package org.espalier.it.inside;

import java.util.stream.Stream;

/** What can be wrong about residual networks and the images that they read. */
final class ImageMistakes {
    private static final String BLOCKS = "blocks: [1, 1]";
    private static final String WIDTHS = "widths: [4, 8]";
    private static final String STAGES = BLOCKS + ", " + WIDTHS;
    private static final String DATA =
            "{ type: digits, size: 8, train: 160, validation: 40, test: 20, target: label, augment: { crop: 1 } }";

    private ImageMistakes() {}

    static Stream<Mistake> all() {
        return Stream.of(
                in(
                        "no stage",
                        STAGES,
                        "blocks: [], widths: []",
                        4,
                        "model.blocks: [] — a residual network has one stage"),
                in("no block", BLOCKS, "blocks: [1, 0]", 4, "model.blocks[1]: 0 — must be in [1, 1024]"),
                in("half a block", BLOCKS, "blocks: [1, 1.5]", 4, "model.blocks[1]: 1.5 — wants an integer"),
                in(
                        "a number for a list of stages",
                        BLOCKS,
                        "blocks: 2",
                        4,
                        "model.widths: [4, 8] — 2 numbers for 1 stages; give one per stage"),
                in(
                        "widths of other stages",
                        WIDTHS,
                        "widths: [4, 8, 16]",
                        4,
                        "model.widths: [4, 8, 16] — 3 numbers for 2 stages; give one per stage"),
                in(
                        "a width without a Hadamard matrix",
                        WIDTHS,
                        "widths: [4, 12]",
                        4,
                        "model.widths: [4, 12] — 12 channels have no Hadamard transform from 4; take powers of two"),
                in(
                        "widths that fall",
                        WIDTHS,
                        "widths: [8, 4]",
                        4,
                        "model.widths: [8, 4] — 4 channels have no Hadamard transform from 8"),
                in(
                        "more stages than halve the image",
                        STAGES,
                        "blocks: [1, 1, 1, 1, 1], widths: [4, 4, 4, 4, 4]",
                        4,
                        "model.blocks: [1, 1, 1, 1, 1] — an image of 8 × 8 is a single point after 4 stages"),
                in(
                        "an unknown variant",
                        "variant: augmented",
                        "variant: augmentd",
                        4,
                        "model.variant: augmentd",
                        "did you mean augmented?"),
                in("an unknown norm", BLOCKS, BLOCKS + ", norm: bach", 4, "model.norm: bach", "did you mean batch?"),
                in(
                        "more weights than an array holds",
                        WIDTHS,
                        "widths: [4, 65536]",
                        4,
                        "model: resnet — is too large to be counted"),
                in(
                        "growth of what has no dims",
                        "seed: 1",
                        "seed: 1\ngrowth: [ { id: width, type: schedule, dims: \"*.width\", at-epoch: { 0: 4 } } ]",
                        12,
                        "growth.width.dims: *.width — no such dim; there are none"),
                in(
                        "points for a model of images",
                        DATA,
                        "spirals",
                        4,
                        "model.type: resnet — it maps images [height, width, channels] to numbers, but the data has [2]"),
                in(
                        "text for a model of images",
                        DATA,
                        "{ type: text, context: 32, length: 3220 }",
                        4,
                        "model.type: resnet — it maps images",
                        "which are tokens"),
                in(
                        "a single output for classes",
                        "outputs: 10",
                        "outputs: 1",
                        8,
                        "loss: cross-entropy",
                        "scores of two or more classes"),
                in(
                        "fewer outputs than classes",
                        "outputs: 10",
                        "outputs: 9",
                        4,
                        "model.type: resnet — it gives scores of 9 classes, but the data digits has labels of 10;"
                                + " give it 10 outputs"),
                in("no pixels", "size: 8", "size: 7", 3, "data.size: 7 — must be in [8, 256]"),
                in(
                        "images that leave the frame whole",
                        "crop: 1",
                        "crop: 8",
                        3,
                        "data.augment.crop: 8 — images of 8 × 8 pixels may leave the frame whole; lower it below 8"));
    }

    private static Mistake in(String name, String old, String other, int line, String... said) {
        return new Mistake("small-resnet", name, old, other, line, said);
    }
}
