package org.espalier.models.resnet;

import java.util.ArrayList;
import java.util.List;
import org.espalier.layers.AveragePool;
import org.espalier.layers.Field;
import org.espalier.layers.Linear;
import org.espalier.layers.Raster;

/**
 * Puts a residual network's units together; comments say where errors go, as backward takes the steps from the last to the first.
 */
final class Units {
    private final Wiring wiring;
    private final Images images;
    private final List<Unit> all = new ArrayList<>();
    private Errors errors;
    private Field stream;
    private Raster raster;

    private Units(Wiring wiring, ImageShape shape) {
        this.wiring = wiring;
        this.images = wiring.images();
        this.raster = shape.image();
        int width = wiring.settings().widths().get(0);
        this.errors = Errors.of(images, raster, width);
        this.stream = errors.stream();
    }

    /** All units, from an input to outputs and from their errors. */
    static List<Unit> of(Wiring wiring, ImageShape shape, Field input, Field output, Field outputErrors) {
        Units units = new Units(wiring, shape);
        units.stem(input);
        for (BlockSize block : BlockSize.all(wiring.settings(), shape)) {
            if (wiring.settings().augmented()) {
                units.augmented(block);
            } else {
                units.standard(block);
            }
        }
        units.head(output, outputErrors);
        return units.all;
    }

    private void add(String name, Field values) {
        stream = values;
        all.add(wiring.unit(name, values, errors.stream()));
    }

    private void stem(Field input) {
        int width = wiring.settings().widths().get(0);
        Field e = errors.stream();
        Field made = wiring.conv(ResnetLayout.STEM, 3, 1, raster, input, width, e, null);
        if (wiring.settings().augmented()) {
            if (wiring.settings().transformed()) {
                wiring.addTransformed(input, made);
            }
            wiring.activate(made, e);
            add(ResnetLayout.STEM, wiring.norm(ResnetLayout.STEM_NORM, made, raster, e, e));
        } else {
            Field normed = wiring.norm(ResnetLayout.STEM_NORM, made, raster, e, e);
            wiring.activate(normed, e);
            add(ResnetLayout.STEM, normed);
        }
    }

    /** Moves on to what a block makes; returns the errors before it. */
    private Errors enter(BlockSize block) {
        Errors before = errors;
        if (block.changes()) {
            errors = Errors.of(images, block.made(), block.out());
        }
        raster = block.made();
        return before;
    }

    private void standard(BlockSize block) {
        Errors before = enter(block);
        Field e = errors.stream();
        boolean normed = wiring.settings().normed();
        Field read = stream;
        Field shortcut = read;
        // The branch's part of the errors before the block, which is the last to come.
        Field branch = block.changes() ? before.other() : errors.one();
        wiring.join(branch, before.stream());
        if (block.changes()) {
            String name = block.name() + ".downsample.";
            Field made = wiring.conv(name + 0, 1, block.stride(), block.image(), read, block.out(), e, before.stream());
            shortcut = wiring.norm(name + 1, made, raster, e, e);
        }
        Field first = wiring.conv(
                block.name() + ".conv1", 3, block.stride(), block.image(), read, block.out(), errors.other(), branch);
        Field hidden = wiring.norm(block.name() + ".bn1", first, raster, errors.other(), errors.other());
        wiring.activate(hidden, errors.other());
        // Norm leaves the stream's errors to the shortcut, and so does a convolution.
        Field ofSecond = normed ? errors.one() : e;
        Field second =
                wiring.conv(block.name() + ".conv2", 3, 1, raster, hidden, block.out(), ofSecond, errors.other());
        Field end = wiring.norm(block.name() + ".bn2", second, raster, e, errors.one());
        wiring.add(shortcut, end);
        wiring.activate(end, e);
        add(block.name(), end);
    }

    private void augmented(BlockSize block) {
        Errors before = enter(block);
        Field e = errors.stream();
        Field read = stream;
        Field one = before.one();
        Raster image = block.image();
        Field rectified = block.changes()
                ? wiring.redirect(read, image, one, before.stream())
                : wiring.copy(read, image, one, before.stream());
        wiring.activate(rectified, one);
        Field normed = wiring.norm(block.name() + ".bn1", rectified, image, one, one);
        Field shortcut = read;
        if (block.changes()) {
            wiring.join(before.other(), one);
            int side = wiring.settings().shortcutSide();
            String name = block.name() + ".downsample.0";
            shortcut = wiring.conv(name, side, block.stride(), image, normed, block.out(), e, before.other());
            if (wiring.settings().transformed()) {
                wiring.transform(shortcut, e);
            }
        }
        Field middle = wiring.conv(block.name() + ".conv1", 3, block.stride(), image, normed, block.out(), e, one);
        wiring.add(shortcut, middle);
        Field again = wiring.copy(middle, raster, errors.one(), e);
        wiring.activate(again, errors.one());
        Field normedAgain = wiring.norm(block.name() + ".bn2", again, raster, errors.one(), errors.one());
        Field end = wiring.conv(block.name() + ".conv2", 3, 1, raster, normedAgain, block.out(), e, errors.one());
        wiring.add(middle, end);
        add(block.name(), end);
    }

    private void head(Field output, Field outputErrors) {
        Field e = errors.stream();
        Field read = stream;
        if (wiring.settings().augmented()) {
            wiring.activate(read, e);
            read = wiring.norm(ResnetLayout.TAIL_NORM, read, raster, e, e);
        }
        Raster point = new Raster(1, 1);
        Field pooled = images.field(point, read.channels());
        Field pooledErrors = images.field(point, read.channels());
        AveragePool pool = AveragePool.global(images.workers(), raster, read, pooled);
        wiring.local(new Steps.Plain(
                images.task(pool::forward),
                images.task((worker, from, count) -> pool.backward(worker, from, count, pooledErrors, e))));
        Field outputs = Images.matrix(output);
        Field given = Images.matrix(outputErrors);
        Field into = Images.matrix(pooledErrors);
        Linear linear =
                new Linear(images.workers(), wiring.weights(), ResnetLayout.HEAD, Images.matrix(pooled), outputs);
        wiring.local(new Steps.Plain(
                images.task((worker, from, count) -> {
                    linear.begin(worker);
                    linear.forward(worker, 0, from, count);
                }),
                images.task((worker, from, count) -> linear.backward(worker, 0, from, count, given, into))));
        add(ResnetLayout.HEAD, output);
    }
}
