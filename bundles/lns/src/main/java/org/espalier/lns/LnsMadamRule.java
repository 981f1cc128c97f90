package org.espalier.lns;

import org.espalier.api.optimize.UpdateRule;

/**
 * The update of {@link LnsMadam}: one square root and one division per entry for the gradient, integers for the weight. Constants
 * only.
 */
final class LnsMadamRule implements UpdateRule {
    /** Least root of a mean square: below, the square of a gradient has lost bits in float32, or all of them. */
    private static final float FLOOR = 1e-18f;

    private final LogGrid grid;
    private final double beta;
    private final float bound;

    LnsMadamRule(LogGrid grid, double beta, double bound) {
        this.grid = grid;
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
        float correction = (float) (1 / Math.sqrt(1 - power(beta, age)));
        steps(gradient, moments[0], from, to, correction, (float) (rate * grid.base()));
        move(weights, gradient, from, to, top((float) constants[0]));
    }

    /** The gradient, normalised and bounded, in steps of the grid, in its own place. C2 vectorises it. */
    private void steps(float[] gradient, float[] second, int from, int to, float correction, float steps) {
        float keep = (float) beta;
        float add = (float) (1 - beta);
        float most = bound;
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            float v = keep * second[i] + add * g * g;
            second[i] = v;
            float relative = g / Math.max((float) Math.sqrt(v) * correction, FLOOR);
            gradient[i] = steps * Math.max(-most, Math.min(most, relative));
        }
    }

    private void move(float[] weights, float[] steps, int from, int to, int top) {
        int least = grid.least();
        for (int i = from; i < to; i++) {
            float step = steps[i];
            int bits = Float.floatToRawIntBits(weights[i]);
            int magnitude = bits & ~Magnitudes.SIGN;
            if (magnitude == 0 || magnitude >= Magnitudes.INFINITY) {
                continue;
            }
            int moved = (int) Math.rint(step);
            // Signs are as good as drawn: a mask, not a jump.
            int positive = ~(bits >> 31);
            int n = grid.index(magnitude) + (moved ^ positive) - positive;
            float updated = Float.intBitsToFloat(bits & Magnitudes.SIGN | grid.bits(Math.max(least, Math.min(top, n))));
            // A whole number would hide that a run has diverged.
            weights[i] = Float.isNaN(step) ? step : updated;
        }
    }

    /** The place of the clamp, which a tensor of zeros does not have. */
    private int top(float clamp) {
        float normal = Math.max(Float.MIN_NORMAL, Math.min(Float.MAX_VALUE, clamp));
        return Math.min(grid.most(), grid.index(Float.floatToRawIntBits(normal)));
    }

    /** By squaring: the same on every machine, and without the arrays that StrictMath's allocates. */
    private static double power(double base, long exponent) {
        double power = 1;
        double square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            power *= (rest & 1) == 1 ? square : 1;
            square *= square;
        }
        return power;
    }
}
