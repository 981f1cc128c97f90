package org.espalier.host.training;

import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;

/**
 * Channel-wise means and standard deviations of inputs and targets, fitted on the training split. One number per channel and
 * none per grid point, so that it holds at every resolution. Immutable.
 *
 * @param inputMean  per input channel
 * @param inputStd   per input channel, greater than 0
 * @param targetMean per target channel
 * @param targetStd  per target channel, greater than 0
 */
public record Normaliser(double[] inputMean, double[] inputStd, double[] targetMean, double[] targetStd) {
    /** The normaliser of a dataset: fitted at its own resolution; none of what is to be taken as it is. */
    public static Normaliser fit(Dataset data) {
        Dims dims = data.dims();
        int[] inputShape = data.inputShape(dims);
        int[] targetShape = data.targetShape(dims);
        Moments input = new Moments(inputShape);
        Moments target = new Moments(targetShape);
        if (data.card().normalised()) {
            float[] x = new float[length(inputShape)];
            float[] y = new float[length(targetShape)];
            for (int i = 0; i < data.count(Split.TRAIN); i++) {
                data.read(Split.TRAIN, i, dims, x, 0, y, 0);
                input.add(x);
                if (data.card().targetNormalised()) {
                    target.add(y);
                }
            }
        }
        return new Normaliser(input.mean(), input.std(), target.mean(), target.std());
    }

    /** Turns physical inputs into normalised ones, in place. */
    public void encodeInput(float[] values, int length) {
        for (int c = 0; c < inputMean.length; c++) {
            float mean = (float) inputMean[c];
            float scale = (float) (1 / inputStd[c]);
            if (mean == 0 && scale == 1) {
                continue;
            }
            for (int i = c; i < length; i += inputMean.length) {
                values[i] = (values[i] - mean) * scale;
            }
        }
    }

    /** Turns outputs into physical values, in place. */
    public void decodeOutput(float[] values, int length) {
        for (int c = 0; c < targetMean.length; c++) {
            float mean = (float) targetMean[c];
            float scale = (float) targetStd[c];
            if (mean == 0 && scale == 1) {
                continue;
            }
            for (int i = c; i < length; i += targetMean.length) {
                values[i] = values[i] * scale + mean;
            }
        }
    }

    /** Turns the gradient with respect to physical values into that with respect to outputs, in place. */
    public void decodeGradient(float[] values, int length) {
        for (int c = 0; c < targetStd.length; c++) {
            float scale = (float) targetStd[c];
            if (scale == 1) {
                continue;
            }
            for (int i = c; i < length; i += targetStd.length) {
                values[i] *= scale;
            }
        }
    }

    static int length(int[] shape) {
        int length = 1;
        for (int axis : shape) {
            length = Math.multiplyExact(length, axis);
        }
        return length;
    }

    /** Running sums per channel, shifted by the first value against cancellation. */
    private static final class Moments {
        private final double[] sum;
        private final double[] squares;
        private final double[] shift;
        private long count;

        Moments(int[] shape) {
            int channels = shape.length == 0 ? 1 : shape[shape.length - 1];
            sum = new double[channels];
            squares = new double[channels];
            shift = new double[channels];
        }

        void add(float[] values) {
            int channels = sum.length;
            for (int c = 0; count == 0 && c < channels; c++) {
                shift[c] = values[c];
            }
            for (int i = 0; i < values.length; i++) {
                double v = values[i] - shift[i % channels];
                sum[i % channels] += v;
                squares[i % channels] += v * v;
            }
            count += values.length / channels;
        }

        double[] mean() {
            double[] mean = new double[sum.length];
            for (int c = 0; c < mean.length; c++) {
                mean[c] = count == 0 ? 0 : shift[c] + sum[c] / count;
            }
            return mean;
        }

        double[] std() {
            double[] std = new double[sum.length];
            for (int c = 0; c < std.length; c++) {
                double variance = count == 0 ? 1 : squares[c] / count - sum[c] / count * (sum[c] / count);
                // A constant channel is only shifted: dividing by its spread would blow rounding up.
                std[c] = variance > 1e-24 * (shift[c] * shift[c] + 1e-300) ? Math.sqrt(variance) : 1;
            }
            return std;
        }
    }
}
