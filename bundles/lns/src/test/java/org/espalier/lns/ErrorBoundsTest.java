package org.espalier.lns;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What stochastic rounding of an update costs, r = ‖log₂|Q(U)| − log₂|U|‖², against the bounds on its mean of Zhao et al.: √d/γ ·
 * ‖log₂|W − ηg|‖ for gradient descent, √d·η/γ · ‖g‖ for a multiplicative update, d·η/γ for one by the gradient's sign. Weights
 * lie on the grid.
 */
class ErrorBoundsTest {
    private static final RandomStream DRAWS = RandomStream.of(25, "bounds");
    private static final int SIZE = 10_000;
    private static final int BASE = 8;
    private static final int TENSORS = 5;
    private static final int TIMES = 12;
    private static final double STD = 0.05;

    private final LogGrid grid = LogGrid.of(BASE);

    /** An update of the weight in the logarithm, or of the weight itself. */
    private interface Update {
        double of(double weight, double gradient);
    }

    private double[] weights(int tensor) {
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = (float) (STD * DRAWS.at(tensor).normal(i));
        }
        grid.nearest(values, 0, SIZE, grid.bits(grid.least()), grid.bits(grid.most()), 1);
        double[] weights = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            weights[i] = values[i];
        }
        return weights;
    }

    private static double gradient(int tensor, int i) {
        return STD * DRAWS.at(1000 + tensor).normal(i);
    }

    private static double log2(double x) {
        return Math.log(Math.abs(x)) / Math.log(2);
    }

    /** r of one tensor, the mean over some draws. */
    private double error(int tensor, Update update) {
        double[] weights = weights(tensor);
        float[] updated = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            updated[i] = (float) update.of(weights[i], gradient(tensor, i));
        }
        double sum = 0;
        for (int times = 0; times < TIMES; times++) {
            float[] rounded = updated.clone();
            RandomStream draws = DRAWS.at(2000 + tensor).at(times);
            LogChances.of(BASE).draw(rounded, 0, SIZE, grid.bits(grid.least()), grid.bits(grid.most()), 1, 0, draws);
            for (int i = 0; i < SIZE; i++) {
                double off = rounded[i] == updated[i] ? 0 : log2(rounded[i] / (double) updated[i]);
                sum += off * off;
            }
        }
        return sum / TIMES;
    }

    /** √d times the norm of a function of every entry. */
    private double rooted(int tensor, Update entry) {
        double[] weights = weights(tensor);
        double squares = 0;
        for (int i = 0; i < SIZE; i++) {
            double x = entry.of(weights[i], gradient(tensor, i));
            squares += x * x;
        }
        return Math.sqrt(SIZE) * Math.sqrt(squares);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9})
    void theBoundsHoldInEveryTensorAndMultiplicativeUpdatesCostLess(int octaves) {
        double rate = Math.pow(2, -octaves);
        double additive = 0;
        double multiplicative = 0;
        double bySign = 0;
        for (int tensor = 0; tensor < TENSORS; tensor++) {
            double gd = error(tensor, (w, g) -> w - rate * g);
            double mul = error(tensor, (w, g) -> w * Math.pow(2, -rate * g * Math.signum(w)));
            assertTrue(gd <= rooted(tensor, (w, g) -> log2(w - rate * g)) / BASE);
            assertTrue(mul <= rooted(tensor, (w, g) -> rate * g) / BASE);
            additive += gd;
            multiplicative += mul;
            bySign += error(tensor, (w, g) -> w * Math.pow(2, -rate * Math.signum(g) * Math.signum(w)));
        }
        assertTrue(multiplicative < additive, multiplicative + " and " + additive);
        // This bound is as good as reached, so it is the mean's alone: within three standard errors of what is sampled.
        double bound = TENSORS * SIZE * rate / BASE;
        double share = Math.min(1, rate * BASE);
        double deviation = Math.sqrt(TENSORS * SIZE * share / TIMES) / (BASE * BASE);
        assertTrue(bySign <= bound + 3 * deviation, bySign + " and " + bound);
    }
}
