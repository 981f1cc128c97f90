package org.espalier.optimizers;

/** What multiplicative rules share: the gradient over the root of its mean square, and the clamp of a tensor. */
final class NormalisedGradient {
    /** Least root of a mean square: below, the square of a gradient has lost bits in float32, or all of them. */
    static final float FLOOR = 1e-18f;

    private NormalisedGradient() {}

    /** What makes a root of a mean square, born at zero, one of an unbiased mean square. */
    static float correction(double beta, long age) {
        return (float) (1 / Math.sqrt(1 - AdamRule.power(beta, age)));
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
