package org.espalier.testkit.model;

import java.util.function.DoubleSupplier;
import org.espalier.api.plugin.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Derivatives along a direction, against central differences. */
public final class Derivatives {
    private Derivatives() {}

    /**
     * The relative difference between a gradient and central differences of the loss, in a random direction that leans to the
     * gradient so that float32 noise stays small beside the change. Steps are wide for the same reason, and Richardson's
     * extrapolation from two of them takes away the error of third order.
     *
     * @param loss accumulated in double precision from outputs in float32
     */
    public static double mismatch(INDArray tensor, float[] gradient, DoubleSupplier loss) {
        float[] values = TestWorkspace.read(tensor);
        double[] direction = direction(gradient);
        double norm = Math.sqrt(Numbers.dot(gradient, gradient));
        double size = Math.sqrt(Numbers.dot(values, values));
        double step = 0.05 * Math.max(size, 0.1);
        double slope = 0;
        for (int i = 0; i < direction.length; i++) {
            slope += direction[i] * gradient[i];
        }
        double wide = central(tensor, values, direction, step, loss);
        double narrow = central(tensor, values, direction, step / 2, loss);
        TestWorkspace.write(tensor, values);
        if (norm == 0) {
            throw new AssertionError("a gradient of zero proves nothing");
        }
        double extrapolated = (4 * narrow - wide) / 3;
        return Math.abs(extrapolated - slope) / Math.abs(slope);
    }

    private static double central(
            INDArray tensor, float[] values, double[] direction, double step, DoubleSupplier loss) {
        double up = at(tensor, values, direction, step, loss);
        return (up - at(tensor, values, direction, -step, loss)) / (2 * step);
    }

    private static double[] direction(float[] gradient) {
        RandomStream random = RandomStream.of(7, "direction");
        double scale = Math.sqrt(Numbers.dot(gradient, gradient) / gradient.length);
        double[] direction = new double[gradient.length];
        double norm = 0;
        for (int i = 0; i < direction.length; i++) {
            direction[i] = gradient[i] + scale * random.normal(i);
            norm += direction[i] * direction[i];
        }
        for (int i = 0; i < direction.length; i++) {
            direction[i] /= Math.sqrt(norm);
        }
        return direction;
    }

    private static double at(INDArray tensor, float[] values, double[] direction, double step, DoubleSupplier loss) {
        float[] moved = new float[values.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (values[i] + step * direction[i]);
        }
        TestWorkspace.write(tensor, moved);
        return loss.getAsDouble();
    }

    /** The relative difference between a double-precision gradient and central differences in double precision. */
    public static double mismatch(double[] values, double[] gradient, DoubleSupplier loss) {
        RandomStream random = RandomStream.of(8, "direction");
        double[] kept = values.clone();
        double squares = 0;
        for (double each : gradient) {
            squares += each * each;
        }
        // So that the step is as long for a loss that is a sum over samples as for one that is their mean.
        double scale = 1 / Math.sqrt(squares / gradient.length);
        double slope = 0;
        double step = 1e-5;
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
            for (int i = 0; i < values.length; i++) {
                double direction = scale * gradient[i] + random.normal(i);
                values[i] = kept[i] + (side == 0 ? step : -step) * direction;
                slope += side * direction * gradient[i];
            }
            losses[side] = loss.getAsDouble();
        }
        System.arraycopy(kept, 0, values, 0, kept.length);
        return Math.abs((losses[0] - losses[1]) / (2 * step) - slope) / Math.abs(slope);
    }
}
