package org.espalier.optimizers;

import org.espalier.api.optimize.UpdateRule;

/**
 * The update of {@link Madam}. Constants only.
 *
 * <p>Plain loops over arrays, without branches, which C2 vectorises. There is no library's exponential: 2^k times halved, its
 * argument is at most 1/8, where (12 + 6x + x²) / (12 − 6x + x²) is within 5e-8 of it, and k squarings lead back; the gradient,
 * which is used up, holds what lies between.
 */
final class MadamRule implements UpdateRule {
    private static final float SMALL = 0.125f;
    private final double beta;
    private final float bound;

    MadamRule(double beta, double bound) {
        this.beta = beta;
        this.bound = (float) bound;
    }

    @Override
    public void update(
            float[] weights,
            float[] gradient,
            float[][] moments,
            int from,
            int to,
            double rate,
            long age,
            double[] constants) {
        int halvings = 0;
        while (Math.scalb(rate * bound, -halvings) > SMALL) {
            halvings++;
        }
        float step = (float) Math.scalb(rate, -halvings);
        float correction = NormalisedGradient.correction(beta, age);
        NormalisedGradient.normalise(gradient, moments[0], from, to, beta, correction, bound, -step);
        exponentials(weights, gradient, from, to);
        for (int k = 0; k < halvings; k++) {
            for (int i = from; i < to; i++) {
                gradient[i] *= gradient[i];
            }
        }
        multiply(weights, gradient, from, to, (float) constants[0]);
    }

    /** exp(x · sign w) in the place of x. */
    private static void exponentials(float[] weights, float[] exponents, int from, int to) {
        for (int i = from; i < to; i++) {
            float sign = weights[i] / Math.max(Math.abs(weights[i]), Float.MIN_NORMAL);
            float x = sign * exponents[i];
            exponents[i] = (12 + x * (6 + x)) / (12 - x * (6 - x));
        }
    }

    private static void multiply(float[] weights, float[] factors, int from, int to, float limit) {
        for (int i = from; i < to; i++) {
            float magnitude = Math.abs(weights[i]);
            // Zero for zero, so that it stays; and nothing else becomes zero, where it would stay.
            float sign = weights[i] / Math.max(magnitude, Float.MIN_NORMAL);
            weights[i] = sign * Math.max(Float.MIN_NORMAL, Math.min(limit, magnitude * factors[i]));
        }
    }
}
