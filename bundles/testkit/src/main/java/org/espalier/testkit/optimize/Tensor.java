package org.espalier.testkit.optimize;

import java.util.Arrays;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.api.plugin.RandomStream;

/** One parameter with what an optimizer keeps for it: what a host owns between two steps. */
final class Tensor {
    static final int SIZE = 13 * 17;
    static final Parameter PARAMETER =
            Parameter.trained("w", Init.normal(1), Axis.fixed(Role.PRODUCES, 13), Axis.fixed(Role.CONSUMES, 17));
    private static final RandomStream DRAWS = RandomStream.of(5, "optimizer");

    final float[] weights;
    final float[][] moments;
    final double[] constants;

    private Tensor(float[] weights, float[][] moments, double[] constants) {
        this.weights = weights;
        this.moments = moments;
        this.constants = constants;
    }

    /** A newborn parameter with these weights. */
    static <S extends Record> Tensor of(Optimizer<S> optimizer, S settings, float[] weights) {
        int moments = optimizer.moments(settings).size();
        double[] constants = optimizer.constants(PARAMETER, weights.clone(), settings);
        return new Tensor(weights.clone(), new float[moments][weights.length], constants.clone());
    }

    Tensor copy() {
        float[][] copies = Arrays.stream(moments).map(float[]::clone).toArray(float[][]::new);
        return new Tensor(weights.clone(), copies, constants.clone());
    }

    /** One update of a span; the gradient may be overwritten. */
    void update(UpdateRule rule, float[] gradient, int from, int to, double rate, long age) {
        rule.update(weights, gradient, moments, from, to, rate, age, constants);
    }

    /** Normal weights. */
    static float[] weights() {
        return gradient(0);
    }

    /** Normal gradients of five magnitudes. */
    static float[] gradient(long step) {
        float[] gradient = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            double magnitude = step == 0 ? 1 : Math.pow(10, i % 5 - 2.0);
            gradient[i] = (float) (magnitude * DRAWS.at(step).normal(i));
        }
        return gradient;
    }

    static float[] all(float value) {
        float[] values = new float[SIZE];
        Arrays.fill(values, value);
        return values;
    }

    /** Whether weights and moments are equal bit for bit within a span. */
    boolean sameBits(Tensor other, int from, int to) {
        boolean same = Arrays.equals(weights, from, to, other.weights, from, to);
        for (int m = 0; m < moments.length; m++) {
            same &= Arrays.equals(moments[m], from, to, other.moments[m], from, to);
        }
        return same;
    }

    boolean finite() {
        boolean finite = finite(weights);
        for (float[] moment : moments) {
            finite &= finite(moment);
        }
        return finite;
    }

    private static boolean finite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
