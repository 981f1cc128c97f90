package org.espalier.layers.loss;

import java.util.Arrays;
import java.util.Map;
import org.espalier.api.optimize.Loss;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.SettingsException;
import org.osgi.service.component.annotations.Component;

/**
 * The cross-entropy of classes, −Σ t·log softmax(v), with logits v on the last axis; the mean over a sample's positions if
 * there are several. Its figure {@code accuracy} is the share of positions whose largest logit is the target's class; of
 * sequences, {@code bits-per-token} is the loss in bits, which for bytes are bits per byte.
 *
 * <p>Targets are whole numbers from 0, [..., 1] or [...], or probabilities of the outputs' shape, such as one-hot rows; those
 * are taken as they are and need not add up to 1. The first of equal logits counts as the largest.
 */
@Component(service = Loss.class)
@Plugin(name = "cross-entropy")
@Doc(
        "cross-entropy of classes, in nats per position, with logits as outputs; tells accuracy too, and of sequences bits per token")
public final class CrossEntropy implements Loss<CrossEntropy.Settings> {
    private static final float[] NO_GRADIENT = {};

    /** It has no settings. */
    public record Settings() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Measure prepare(int[] outputShape, int[] targetShape, boolean periodic, Settings settings) {
        int classes = outputShape.length == 0 ? 0 : outputShape[outputShape.length - 1];
        int[] positions = Arrays.copyOf(outputShape, Math.max(0, outputShape.length - 1));
        boolean same = Arrays.equals(outputShape, targetShape);
        boolean labels = Arrays.equals(positions, targetShape) || isColumn(targetShape, positions);
        if (classes < 2 || !same && !labels) {
            throw new SettingsException(
                    "loss",
                    "cross-entropy",
                    "it wants the scores of two or more classes, and targets of that shape or one label for each, but the"
                            + " model's output is "
                            + Arrays.toString(outputShape) + " and the target " + Arrays.toString(targetShape)
                            + " per sample");
        }
        int rows = FieldShape.length(positions);
        Targets targets = same ? new Probabilities(classes) : new Labels(classes);
        return new Classes(rows, positions.length > 0, classes, targets, new double[classes]);
    }

    private static boolean isColumn(int[] target, int[] positions) {
        return target.length == positions.length + 1
                && target[positions.length] == 1
                && Arrays.equals(positions, Arrays.copyOf(target, positions.length));
    }

    /** How the targets of one position are read. */
    private interface Targets {
        /** Values per position. */
        int stride();

        /** The class that is right, of the position whose values begin there. */
        int best(float[] target, int at);

        /** Σ t·(log − v) of a position. */
        double loss(float[] output, int from, float[] target, int at, double log);

        /** The gradient scale·(Σt·p − t) of a position, where p are exponentials over their sum. */
        void gradient(double[] exponentials, double sum, double scale, float[] target, int at, float[] into, int from);
    }

    private record Probabilities(int stride) implements Targets {
        @Override
        public int best(float[] target, int at) {
            return largest(target, at, stride);
        }

        @Override
        public double loss(float[] output, int from, float[] target, int at, double log) {
            double loss = 0;
            for (int i = 0; i < stride; i++) {
                double wanted = target[at + i];
                // 0·∞ of a class that is neither wanted nor possible is 0.
                loss += wanted == 0 ? 0 : wanted * (log - output[from + i]);
            }
            return loss;
        }

        @Override
        public void gradient(
                double[] exponentials, double sum, double scale, float[] target, int at, float[] into, int from) {
            double total = 0;
            for (int i = 0; i < stride; i++) {
                total += target[at + i];
            }
            double share = total / sum;
            for (int i = 0; i < stride; i++) {
                into[from + i] = (float) (scale * (share * exponentials[i] - target[at + i]));
            }
        }
    }

    private record Labels(int classes) implements Targets {
        @Override
        public int stride() {
            return 1;
        }

        @Override
        public int best(float[] target, int at) {
            int label = (int) target[at];
            if (label != target[at] || label < 0 || label >= classes) {
                throw new IllegalArgumentException(
                        "a target is " + target[at] + ", which is no label from 0 to " + (classes - 1));
            }
            return label;
        }

        @Override
        public double loss(float[] output, int from, float[] target, int at, double log) {
            return log - output[from + best(target, at)];
        }

        @Override
        public void gradient(
                double[] exponentials, double sum, double scale, float[] target, int at, float[] into, int from) {
            double share = 1 / sum;
            for (int i = 0; i < classes; i++) {
                into[from + i] = (float) (scale * (share * exponentials[i]));
            }
            int label = best(target, at);
            into[from + label] = (float) (scale * (share * exponentials[label] - 1));
        }
    }

    private static int largest(float[] values, int at, int count) {
        int largest = 0;
        for (int i = 1; i < count; i++) {
            if (values[at + i] > values[at + largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /**
     * The measure.
     *
     * @param rows     positions of a sample
     * @param sequence whether these are an axis of their own
     * @param classes  logits of a position
     * @param scratch  one number per class
     */
    private record Classes(int rows, boolean sequence, int classes, Targets targets, double[] scratch)
            implements Measure {
        @Override
        public void evaluate(float[] output, float[] target, int samples, double[] each, float[] gradient) {
            for (int sample = 0; sample < samples; sample++) {
                double sum = 0;
                for (int row = sample * rows; row < (sample + 1) * rows; row++) {
                    sum += row(output, target, row, 1.0 / ((double) samples * rows), gradient);
                }
                each[sample] = sum / rows;
            }
        }

        /** Σ t·(log Σ exp(v) − v), with the largest logit taken out so that nothing overflows. */
        private double row(float[] output, float[] target, int row, double scale, float[] gradient) {
            int from = row * classes;
            int at = row * targets.stride();
            double most = output[from + largest(output, from, classes)];
            for (int i = 0; i < classes; i++) {
                scratch[i] = output[from + i] - most;
            }
            Exponentials.exp(scratch, classes);
            double partition = Exponentials.sum(scratch, classes);
            double log = most + StrictMath.log(partition);
            double loss = targets.loss(output, from, target, at, log);
            if (gradient.length > 0) {
                targets.gradient(scratch, partition, scale, target, at, gradient, from);
            }
            return Double.isNaN(log) ? Double.NaN : loss;
        }

        @Override
        public Map<String, Double> figures(float[] output, float[] target, int samples) {
            int right = 0;
            double loss = 0;
            for (int row = 0; row < samples * rows; row++) {
                int best = largest(output, row * classes, classes);
                right += best == targets.best(target, row * targets.stride()) ? 1 : 0;
                loss += sequence ? row(output, target, row, 1, NO_GRADIENT) : 0;
            }
            double accuracy = (double) right / (samples * rows);
            double bits = loss / (samples * rows) / StrictMath.log(2);
            return sequence ? Map.of("accuracy", accuracy, "bits-per-token", bits) : Map.of("accuracy", accuracy);
        }
    }
}
