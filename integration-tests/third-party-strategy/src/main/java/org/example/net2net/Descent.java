package org.example.net2net;

import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.StepView;

/**
 * The way down from an identity layer put before the last one, [width, width] in the order of the last layer's axes.
 *
 * <p>Where the last layer has weights W and gradient G, both [width, outputs], the chain rule gives the identity the gradient
 * G·Wᵀ, up to the derivative of its activation, which is left out: it would need the samples.
 *
 * @param width units of the layer
 * @param step  the negative gradient, of length √width, the identity's own
 */
record Descent(int width, double[] step) {
    /** Empty if the last layer is no matrix, or its gradient is zero or not finite. */
    static Optional<Descent> of(StepView seen) {
        Parameter last = last(seen.layout());
        return last != null && last.axes().size() == 2 ? of(last, reading(last), seen) : Optional.empty();
    }

    private static Parameter last(Layout layout) {
        Parameter last = null;
        for (Parameter parameter : layout.parameters()) {
            last = reading(parameter) >= 0 ? parameter : last;
        }
        return last;
    }

    private static int reading(Parameter parameter) {
        return parameter.axes().stream().map(Axis::role).toList().indexOf(Role.CONSUMES);
    }

    private static Optional<Descent> of(Parameter last, int in, StepView seen) {
        int width = last.axes().get(in).size();
        int outputs = last.axes().get(1 - in).size();
        int perUnit = in == 0 ? outputs : 1;
        int perOutput = in == 0 ? 1 : width;
        float[] weight = seen.weights(last.name());
        float[] gradient = seen.gradient(last.name());
        double[] step = new double[width * width];
        double squares = 0;
        for (int from = 0; from < width; from++) {
            for (int to = 0; to < width; to++) {
                double sum = 0;
                for (int k = 0; k < outputs; k++) {
                    sum -= (double) gradient[from * perUnit + k * perOutput] * weight[to * perUnit + k * perOutput];
                }
                step[in == 0 ? from * width + to : to * width + from] = sum;
                squares += sum * sum;
            }
        }
        if (!(squares > 0) || Double.isInfinite(squares)) {
            return Optional.empty();
        }
        double scale = Math.sqrt(width / squares);
        for (int i = 0; i < step.length; i++) {
            step[i] *= scale;
        }
        return Optional.of(new Descent(width, step));
    }

    /** The layer after a step of that length, relative to the identity. */
    float[] layer(double reach) {
        float[] values = new float[step.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((i % (width + 1) == 0 ? 1 : 0) + reach * step[i]);
        }
        return values;
    }
}
