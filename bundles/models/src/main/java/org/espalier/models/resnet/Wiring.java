package org.espalier.models.resnet;

import java.util.ArrayList;
import java.util.List;
import org.espalier.layers.Activation;
import org.espalier.layers.BatchNorm;
import org.espalier.layers.ChannelHadamard;
import org.espalier.layers.Conv2d;
import org.espalier.layers.Field;
import org.espalier.layers.Raster;
import org.espalier.layers.Weights;
import org.jspecify.annotations.Nullable;

/**
 * What the units of a residual network are put together from, step by step.
 *
 * @param settings the model's
 * @param images   of the batch
 * @param weights  the program's parameters
 * @param steps    of the unit that is being put together
 */
record Wiring(ResnetSettings settings, Images images, Weights weights, List<Step> steps) {
    Wiring(ResnetSettings settings, Images images, Weights weights) {
        this(settings, images, weights, new ArrayList<>());
    }

    /** The unit of the steps since the last one. */
    Unit unit(String name, Field values, Field errors) {
        Unit unit = new Unit(name, List.copyOf(steps), values, errors);
        steps.clear();
        return unit;
    }

    /** Adds what needs no barrier before it. */
    void local(Steps.Local local) {
        if (steps.isEmpty() || !(steps.get(steps.size() - 1) instanceof Steps.Chain)) {
            steps.add(new Steps.Chain(images.workers()));
        }
        ((Steps.Chain) steps.get(steps.size() - 1)).add(local);
    }

    /** A convolution, with a bias if nothing normalises; returns what it makes. */
    Field conv(
            String name, int side, int stride, Raster raster, Field from, int out, Field errors, @Nullable Field into) {
        Field to = images.field(raster.every(stride), out);
        Conv2d conv = settings.normed()
                ? Conv2d.withoutBias(images.workers(), weights, name, side, stride, raster, from, to)
                : new Conv2d(images.workers(), weights, name, side, stride, raster, from, to);
        local(new Steps.Plain(
                images.task(conv::forward),
                images.task((worker, first, count) -> conv.backward(worker, first, count, errors, into))));
        return to;
    }

    /**
     * Batch norm if there is one; returns what it makes, or what it was given. Errors go from one field to another, or stay in
     * place.
     */
    Field norm(String name, Field from, Raster raster, Field errors, Field into) {
        if (!settings.normed()) {
            return from;
        }
        Field to = images.field(raster, from.channels());
        BatchNorm norm = new BatchNorm(images.workers(), weights, name, from, to);
        local(new Steps.Measure(images, norm, errors, into));
        steps.add(new Steps.Settle(norm));
        local(new Steps.Plain(
                images.task(norm::forward),
                images.task((worker, first, count) -> norm.measureErrors(worker, first, count, errors))));
        return to;
    }

    /** The variant's activation, in place. */
    void activate(Field values, Field errors) {
        Activation function = settings.augmented() ? Activation.RELU_OPEN : Activation.RELU;
        local(new Steps.Activate(images, function, values, errors));
    }

    /** Copies values; backward adds errors that come from the copy to those that are there. */
    Field copy(Field from, Raster raster, Field errors, Field into) {
        Field to = images.field(raster, from.channels());
        local(new Steps.Plain(
                images.task((worker, first, count) -> images.copy(worker, first, count, from, to)),
                images.task((worker, first, count) -> images.add(worker, first, count, errors, into))));
        return to;
    }

    /** Copies values; backward puts errors that come from the copy in place of what was there. */
    Field redirect(Field from, Raster raster, Field errors, Field into) {
        Field to = images.field(raster, from.channels());
        local(new Steps.Plain(
                images.task((worker, first, count) -> images.copy(worker, first, count, from, to)),
                images.task((worker, first, count) -> images.copy(worker, first, count, errors, into))));
        return to;
    }

    /** Adds values to others, whose errors are then those of both. */
    void add(Field from, Field to) {
        local(new Steps.Plain(images.task((worker, first, count) -> images.add(worker, first, count, from, to)), null));
    }

    /** In backward, adds errors to others. */
    void join(Field errors, Field into) {
        local(new Steps.Plain(
                null, images.task((worker, first, count) -> images.add(worker, first, count, errors, into))));
    }

    /** The fixed transform of values in place, and of their errors. */
    void transform(Field values, Field errors) {
        ChannelHadamard hadamard = new ChannelHadamard(images.workers(), values.channels(), values.channels());
        local(new Steps.Plain(
                images.task((worker, first, count) -> hadamard.transform(worker, first, count, values)),
                images.task((worker, first, count) -> hadamard.transform(worker, first, count, errors))));
    }

    /** Adds the fixed transform of the input, whose gradient nobody wants. */
    void addTransformed(Field input, Field to) {
        ChannelHadamard hadamard = new ChannelHadamard(images.workers(), input.channels(), to.channels());
        local(new Steps.Plain(
                images.task((worker, first, count) -> hadamard.add(worker, first, count, input, to)), null));
    }
}
