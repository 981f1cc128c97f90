package org.espalier.testkit.optimize;

import java.util.Arrays;
import java.util.function.Supplier;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.plugin.RandomStream;

/** Whether an update is a function of its arguments, entry by entry. */
final class Spans {
    private static final int STEPS = 12;

    private Spans() {}

    /** AssertionError if a rule that is made anew at some steps, of another object, leads elsewhere. */
    static <S extends Record> void checkPreparedAgain(Supplier<Optimizer<S>> optimizers, S settings) {
        RandomStream coin = RandomStream.of(1, "prepare");
        Optimizer<S> first = optimizers.get();
        double rate = first.rate(settings);
        Tensor kept = Tensor.of(first, settings, Tensor.weights());
        Tensor renewed = kept.copy();
        var one = first.prepare(Tensor.PARAMETER, settings);
        var other = optimizers.get().prepare(Tensor.PARAMETER, settings);
        for (int step = 1; step <= STEPS; step++) {
            if (coin.uniform(step) < 0.5) {
                other.close();
                other = optimizers.get().prepare(Tensor.PARAMETER, settings);
            }
            kept.update(one, Tensor.gradient(step), 0, Tensor.SIZE, rate, step);
            renewed.update(other, Tensor.gradient(step), 0, Tensor.SIZE, rate, step);
            if (!kept.sameBits(renewed, 0, Tensor.SIZE)) {
                throw new AssertionError(
                        "A rule that was prepared again gave other bits at step " + step + " with " + settings
                                + ". The host drops and re-prepares rules between any two steps: keep constants in them, and what"
                                + " changes in the moments; the age is an argument.");
            }
        }
    }

    /** AssertionError if something outside the span is written. */
    static <S extends Record> void checkInside(Optimizer<S> optimizer, S settings) {
        int from = 40;
        int to = 171;
        Tensor before = Tensor.of(optimizer, settings, Tensor.weights());
        Tensor after = before.copy();
        float[] gradient = Tensor.gradient(1);
        after.update(optimizer.prepare(Tensor.PARAMETER, settings), gradient, from, to, optimizer.rate(settings), 1);
        boolean outside = after.sameBits(before, 0, from)
                && after.sameBits(before, to, Tensor.SIZE)
                && Arrays.equals(gradient, 0, from, Tensor.gradient(1), 0, from)
                && Arrays.equals(gradient, to, Tensor.SIZE, Tensor.gradient(1), to, Tensor.SIZE);
        if (!outside) {
            throw new AssertionError("An update of entries [" + from + ", " + to + ") wrote outside of them with "
                    + settings + ". Other threads work there at the same time; loop from `from` to `to`.");
        }
        if (after.sameBits(before, from, to)) {
            throw new AssertionError("An update with a gradient changed nothing with " + settings
                    + ". Weights and moments are updated in place.");
        }
    }

    /** AssertionError if the same update in pieces gives other bits. */
    static <S extends Record> void checkPieces(Optimizer<S> optimizer, S settings) {
        double rate = optimizer.rate(settings);
        Tensor whole = Tensor.of(optimizer, settings, Tensor.weights());
        Tensor pieces = whole.copy();
        var rule = optimizer.prepare(Tensor.PARAMETER, settings);
        for (int step = 1; step <= STEPS; step++) {
            whole.update(rule, Tensor.gradient(step), 0, Tensor.SIZE, rate, step);
            float[] gradient = Tensor.gradient(step);
            pieces.update(rule, gradient, 90, Tensor.SIZE, rate, step);
            pieces.update(rule, gradient, 0, 89, rate, step);
            pieces.update(rule, gradient, 89, 90, rate, step);
            if (!whole.sameBits(pieces, 0, Tensor.SIZE)) {
                throw new AssertionError(
                        "The same update in three spans gave other bits than in one at step " + step + " with "
                                + settings
                                + ". How a host splits a parameter must not matter: an entry's update may depend on that"
                                + " entry alone; what a whole tensor decides belongs into constants(…).");
            }
        }
    }
}
