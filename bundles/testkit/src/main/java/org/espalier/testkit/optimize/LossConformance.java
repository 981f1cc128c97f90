package org.espalier.testkit.optimize;

import java.util.Arrays;
import java.util.List;
import org.espalier.api.optimize.Loss;
import org.espalier.api.optimize.Loss.Measure;
import org.espalier.api.plugin.RandomStream;
import org.espalier.testkit.plugin.PluginConformance;
import org.junit.jupiter.api.Test;

/**
 * What every loss promises, checked on a few samples on plain arrays.
 *
 * @param <S> the loss's settings
 */
public abstract class LossConformance<S extends Record> extends PluginConformance<Loss<S>, S> {
    private static final int SAMPLES = 4;
    private static final double STEP = 1e-2;

    /** Settings with shapes that the loss accepts. */
    protected abstract List<LossCase<S>> cases();

    /** Targets, [samples, …]; normal numbers unless the loss wants something else, such as labels. */
    protected float[] targets(LossCase<S> some, int samples) {
        return normal("targets", samples * some.targets());
    }

    @Override
    protected final List<S> settings() {
        return cases().stream().map(LossCase::settings).toList();
    }

    @Override
    protected final Class<S> settingsOf(Loss<S> plugin) {
        return plugin.settings();
    }

    @Override
    protected final Object work(Loss<S> plugin, S settings) {
        LossCase<S> some = new LossCase<>(
                settings,
                cases().get(0).output(),
                cases().get(0).target(),
                cases().get(0).periodic());
        return evaluated(prepare(plugin, some), some, outputs(some), SAMPLES).each;
    }

    /** What a measure gave: a loss per sample, and the gradient of their mean. */
    private record Evaluated(double[] each, float[] gradient) {}

    private static <S extends Record> Measure prepare(Loss<S> loss, LossCase<S> some) {
        return loss.prepare(some.output().clone(), some.target().clone(), some.periodic(), some.settings());
    }

    private Evaluated evaluated(Measure measure, LossCase<S> some, float[] outputs, int samples) {
        double[] each = new double[samples];
        float[] gradient = new float[samples * some.outputs()];
        measure.evaluate(outputs.clone(), targets(some, SAMPLES), samples, each, gradient);
        return new Evaluated(each, gradient);
    }

    private static float[] outputs(LossCase<?> some) {
        return normal("outputs", SAMPLES * some.outputs());
    }

    private static float[] normal(String name, int length) {
        RandomStream random = RandomStream.of(1, name);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.normal(i);
        }
        return values;
    }

    @Test
    final void theGradientIsThatOfTheMeanLoss() {
        only("aMeasurePreparedAgainGivesTheSameBits", this::aMeasurePreparedAgainGivesTheSameBits);
        for (LossCase<S> some : cases()) {
            Measure measure = prepare(plugin(), some);
            float[] outputs = outputs(some);
            float[] gradient = evaluated(measure, some, outputs, SAMPLES).gradient;
            double[] direction = new double[outputs.length];
            double slope = 0;
            RandomStream random = RandomStream.of(2, "direction");
            double size = Math.sqrt(dot(gradient, gradient) / gradient.length);
            for (int i = 0; i < direction.length; i++) {
                direction[i] = gradient[i] / Math.max(size, 1e-30) + random.normal(i);
                slope += direction[i] * gradient[i];
            }
            double wide = central(measure, some, outputs, direction, STEP);
            double narrow = central(measure, some, outputs, direction, STEP / 2);
            double expected = (4 * narrow - wide) / 3;
            if (!(Math.abs(expected - slope) <= 1e-3 * Math.abs(expected))) {
                throw new AssertionError(
                        "Along a direction the mean loss of " + SAMPLES + " samples rises by " + expected
                                + " according to central differences and by " + slope
                                + " according to the gradient, with " + told(some)
                                + ". The gradient is that of the mean over the samples: divide by their number, and check each term.");
            }
        }
    }

    private double central(Measure measure, LossCase<S> some, float[] outputs, double[] direction, double step) {
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
            float[] moved = outputs.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += (float) ((side == 0 ? -step : step) * direction[i]);
            }
            losses[side] = Arrays.stream(evaluated(measure, some, moved, SAMPLES).each)
                    .average()
                    .orElseThrow();
        }
        return (losses[1] - losses[0]) / (2 * step);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    @Test
    final void aSamplesLossIsItsOwn() {
        for (LossCase<S> some : cases()) {
            double[] all = evaluated(prepare(plugin(), some), some, outputs(some), SAMPLES).each;
            double[] fewer = evaluated(prepare(plugin(), some), some, outputs(some), SAMPLES - 1).each;
            if (!Arrays.equals(all, 0, SAMPLES - 1, fewer, 0, SAMPLES - 1)) {
                throw new AssertionError(
                        "The losses of the first samples are " + Arrays.toString(fewer) + " alone and "
                                + Arrays.toString(all) + " in a larger batch, with " + told(some)
                                + ". Each sample's loss follows from that sample alone; only the gradient is that of the mean.");
            }
        }
    }

    @Test
    final void lossesAreFiniteAndTheSameWithoutAGradient() {
        for (LossCase<S> some : cases()) {
            double[] with = evaluated(prepare(plugin(), some), some, outputs(some), SAMPLES).each;
            double[] without = new double[SAMPLES];
            prepare(plugin(), some).evaluate(outputs(some), targets(some, SAMPLES), SAMPLES, without, new float[0]);
            if (!Arrays.equals(with, without) || !Arrays.stream(with).allMatch(Double::isFinite)) {
                throw new AssertionError("The losses are " + Arrays.toString(with) + ", and " + Arrays.toString(without)
                        + " where no gradient is asked for (an empty array), with " + told(some)
                        + ". Both are the same finite numbers.");
            }
        }
    }

    @Test
    final void outputsAndTargetsAreLeftAlone() {
        for (LossCase<S> some : cases()) {
            float[] outputs = outputs(some);
            float[] targets = targets(some, SAMPLES);
            prepare(plugin(), some).evaluate(outputs, targets, SAMPLES, new double[SAMPLES], new float[outputs.length]);
            if (!Arrays.equals(outputs, outputs(some)) || !Arrays.equals(targets, targets(some, SAMPLES))) {
                throw new AssertionError("Outputs or targets were changed, with " + told(some)
                        + ". They are the host's: write to the gradient and to scratch of the prepared form alone.");
            }
        }
    }

    @Test
    final void aMeasurePreparedAgainGivesTheSameBits() {
        for (LossCase<S> some : cases()) {
            Measure used = prepare(plugin(), some);
            float[] others = outputs(some);
            for (int i = 0; i < others.length; i++) {
                others[i] *= 3;
            }
            evaluated(used, some, others, SAMPLES);
            Evaluated again = evaluated(used, some, outputs(some), SAMPLES);
            Evaluated fresh = evaluated(prepare(plugin(), some), some, outputs(some), SAMPLES);
            if (!Arrays.equals(again.each, fresh.each) || !Arrays.equals(again.gradient, fresh.gradient)) {
                throw new AssertionError(
                        "A measure that had worked before gave other bits than a new one, with " + told(some)
                                + ". The host prepares again at any time: clear scratch that is added to, and keep nothing else.");
            }
        }
    }

    @Test
    final void aMeasurementAllocatesNothing() {
        for (LossCase<S> some : cases()) {
            Measure measure = prepare(plugin(), some);
            float[] outputs = outputs(some);
            float[] targets = targets(some, SAMPLES);
            double[] each = new double[SAMPLES];
            float[] gradient = new float[outputs.length];
            long bytes = Garbage.each(i -> measure.evaluate(outputs, targets, SAMPLES, each, gradient));
            if (bytes > Garbage.SLACK) {
                throw new AssertionError("A measurement allocates " + bytes + " bytes, with " + told(some)
                        + ". It runs at every step: make scratch in prepare.");
            }
        }
    }

    private static String told(LossCase<?> some) {
        return some.settings() + " for outputs of " + Arrays.toString(some.output());
    }
}
