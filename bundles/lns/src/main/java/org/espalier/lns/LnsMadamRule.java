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
        float[] second = moments[0];
        float keep = (float) beta;
        float add = (float) (1 - beta);
        float correction = (float) (1 / Math.sqrt(1 - power(beta, age)));
        float steps = (float) (rate * grid.base());
        float most = bound;
        int least = grid.least();
        int top = top((float) constants[0]);
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            float v = keep * second[i] + add * g * g;
            second[i] = v;
            float relative = g / Math.max((float) Math.sqrt(v) * correction, FLOOR);
            int moved = (int) Math.rint(steps * Math.max(-most, Math.min(most, relative)));
            int bits = Float.floatToRawIntBits(weights[i]);
            int magnitude = bits & ~Magnitudes.SIGN;
            int n = grid.index(magnitude) + (bits < 0 ? moved : -moved);
            int updated = bits & Magnitudes.SIGN | grid.bits(Math.max(least, Math.min(top, n)));
            boolean moves = magnitude != 0 && magnitude < Magnitudes.INFINITY;
            // A whole number would hide that a run has diverged.
            weights[i] = Float.isNaN(v) ? v : Float.intBitsToFloat(moves ? updated : bits);
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
