package org.espalier.optimizers;

/** What multiplicative rules share: the gradient over the root of its mean square, and the clamp of a tensor. */
final class NormalisedGradient {
    /** Least root of a mean square: below, the square of a gradient has lost bits in float32, or all of them. */
    private static final float FLOOR = 1e-18f;

    private NormalisedGradient() {}

    /** What makes a root of a mean square, born at zero, one of an unbiased mean square. */
    static float correction(double beta, long age) {
        return (float) (1 / Math.sqrt(1 - AdamRule.power(beta, age)));
    }

    /**
     * The gradient over the root of its mean square, within ±bound, times a factor, in its own place; NaN stays. C2 vectorises
     * it.
     *
     * @param second     mean squares of gradients, updated
     * @param correction of the root of the mean square, for its birth at zero
     */
    static void normalise(
            float[] gradient,
            float[] second,
            int from,
            int to,
            double beta,
            float correction,
            float bound,
            float factor) {
        float keep = (float) beta;
        float add = (float) (1 - beta);
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            float v = keep * second[i] + add * g * g;
            second[i] = v;
            float relative = g / Math.max((float) Math.sqrt(v) * correction, FLOOR);
            gradient[i] = factor * Math.max(-bound, Math.min(bound, relative));
        }
    }

    /** A few times the root mean square of a tensor. */
    static double clamp(double times, float[] weights) {
        double squares = 0;
        for (float w : weights) {
            squares += (double) w * w;
        }
        return times * Math.sqrt(squares / Math.max(1, weights.length));
    }
}
