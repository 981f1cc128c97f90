package org.espalier.testkit.optimize;

import java.util.Arrays;
import java.util.List;
import org.espalier.api.optimize.Moment;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.UpdateRule;

/** What steps do: their size at birth, at zero, downhill; and how moments follow the gradient. */
final class Steps {
    private static final int LONG = 5000;
    private static final double SLACK = 1.05;

    private Steps() {}

    /** AssertionError if a newborn's first step is larger than the steps that it makes under the same gradient when old. */
    static <S extends Record> void checkNewborn(Optimizer<S> optimizer, S settings) {
        Tensor tensor = Tensor.of(optimizer, settings, Tensor.all(1));
        UpdateRule rule = optimizer.prepare(Tensor.PARAMETER, settings);
        double first = 0;
        double last = 0;
        for (int age = 1; age <= LONG; age++) {
            Arrays.fill(tensor.weights, 1);
            tensor.update(rule, Tensor.all(0.5f), 0, Tensor.SIZE, optimizer.rate(settings), age);
            last = Math.abs(tensor.weights[0] - 1);
            first = age == 1 ? last : first;
        }
        if (first > SLACK * last) {
            throw new AssertionError(
                    "A newborn's first step is %.2f times the step that it makes under the same gradient after %d updates, with %s. Moments begin at zero, so a running mean needs its bias corrected by the entry's own age: divide by 1 − β^age."
                            .formatted(first / last, LONG, settings));
        }
    }

    /** AssertionError if zeros in lead to anything but zeros, or to what is not finite. */
    static <S extends Record> void checkZeroGradient(Optimizer<S> optimizer, S settings) {
        for (float weight : new float[] {0, 1}) {
            Tensor tensor = Tensor.of(optimizer, settings, Tensor.all(weight));
            UpdateRule rule = optimizer.prepare(Tensor.PARAMETER, settings);
            for (int age = 1; age <= 3; age++) {
                tensor.update(rule, Tensor.all(0), 0, Tensor.SIZE, optimizer.rate(settings), age);
            }
            if (!tensor.finite() || weight == 0 && tensor.weights[0] != 0) {
                throw new AssertionError("A gradient of zero from birth takes a weight of " + weight + " to "
                        + tensor.weights[0] + " with " + settings
                        + ". An entry that nothing uses has such gradients: guard"
                        + " the division by the root of the second moment.");
            }
        }
    }

    /** AssertionError if exact zeros do not move, or do, against what {@code movesExactZero} says. */
    static <S extends Record> void checkExactZero(Optimizer<S> optimizer, S settings) {
        Tensor tensor = Tensor.of(optimizer, settings, Tensor.all(0));
        UpdateRule rule = optimizer.prepare(Tensor.PARAMETER, settings);
        for (int age = 1; age <= 3; age++) {
            tensor.update(rule, Tensor.all(1), 0, Tensor.SIZE, optimizer.rate(settings), age);
        }
        boolean moved = tensor.weights[0] != 0;
        boolean says = optimizer.movesExactZero(settings);
        if (moved != says) {
            throw new AssertionError(
                    "A weight of exactly zero " + (moved ? "moves" : "never moves") + ", but movesExactZero says "
                            + says + " with " + settings
                            + ". The host keeps rules that cannot move it away from entries that are"
                            + " born zero; say what is true.");
        }
    }

    /** AssertionError if a simple quadratic loss does not fall. */
    static <S extends Record> void checkDownhill(Optimizer<S> optimizer, S settings) {
        float[] start = Tensor.weights();
        Tensor tensor = Tensor.of(optimizer, settings, start);
        UpdateRule rule = optimizer.prepare(Tensor.PARAMETER, settings);
        double before = loss(start, start);
        for (int age = 1; age <= 50; age++) {
            float[] gradient = new float[Tensor.SIZE];
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = tensor.weights[i] - start[i] / 2;
            }
            tensor.update(rule, gradient, 0, Tensor.SIZE, optimizer.rate(settings), age);
        }
        double after = loss(tensor.weights, start);
        if (!(after < before)) {
            throw new AssertionError("Fifty steps on ½‖w − t‖² at the rate of " + settings + " took the loss from "
                    + before + " to " + after
                    + ". Steps go against the gradient; if the rate is too high for that, give other settings.");
        }
    }

    private static double loss(float[] weights, float[] start) {
        double loss = 0;
        for (int i = 0; i < weights.length; i++) {
            double off = weights[i] - start[i] / 2;
            loss += off * off / 2;
        }
        return loss;
    }

    /** AssertionError if a moment does not scale with the gradient as its degree says. */
    static <S extends Record> void checkDegrees(Optimizer<S> optimizer, S settings) {
        List<Moment> moments = optimizer.moments(settings);
        if (moments.stream().map(Moment::name).distinct().count() < moments.size()) {
            throw new AssertionError("Two moments have one name: " + moments + ". Checkpoints tell them apart by it.");
        }
        UpdateRule rule = optimizer.prepare(Tensor.PARAMETER, settings);
        Tensor one = Tensor.of(optimizer, settings, Tensor.all(0));
        Tensor three = one.copy();
        one.update(rule, Tensor.all(0.5f), 0, Tensor.SIZE, optimizer.rate(settings), 1);
        three.update(rule, Tensor.all(1.5f), 0, Tensor.SIZE, optimizer.rate(settings), 1);
        for (int m = 0; m < moments.size(); m++) {
            double factor = Math.pow(3, moments.get(m).degree());
            double expected = factor * one.moments[m][0];
            if (Math.abs(three.moments[m][0] - expected) > 1e-4 * Math.abs(expected)) {
                throw new AssertionError("The moment " + moments.get(m) + " is declared of degree "
                        + moments.get(m).degree() + ", but three times the gradient made it "
                        + three.moments[m][0] / one.moments[m][0] + " times as large, not " + factor
                        + ". The host scales moments by their degree when growth copies entries; declare it with"
                        + " Moment.linear or Moment.quadratic.");
            }
        }
    }
}
