package org.espalier.data.burgers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.api.plugin.RandomStream;
import org.espalier.api.plugin.SettingsException;
import org.junit.jupiter.api.Test;

class BurgersProblemTest {
    private static final RandomStream DRAWS = RandomStream.of(9, "burgers");

    @Test
    void theStartHasTheMeanVarianceAndCovarianceOfTheory() {
        int samples = 6000;
        int grid = 64;
        BurgersSolver solver = new BurgersSolver(grid, 1, 0.01);
        double[] re = new double[solver.modes() + 1];
        double[] im = new double[solver.modes() + 1];
        double[] u = new double[grid];
        double sum = 0;
        double square = 0;
        double product = 0;
        for (int s = 0; s < samples; s++) {
            BurgersProblem.draw(DRAWS.at(s), re, im);
            solver.values(re, im, u);
            double mean = 0;
            for (double v : u) {
                mean += v / grid;
            }
            assertEquals(0, mean, 1e-14);
            sum += u[5];
            square += u[5] * u[5];
            product += u[5] * u[21];
        }
        double variance = covariance(0, solver.modes());
        double expected = covariance(0.25, solver.modes());
        assertEquals(0, sum / samples, 4 * Math.sqrt(variance / samples));
        assertEquals(variance, square / samples, 4 * variance * Math.sqrt(2.0 / samples));
        assertEquals(expected, product / samples, 4 * Math.sqrt((variance * variance + expected * expected) / samples));
    }

    /** Σ 2·625/(4π²k² + 25)²·cos 2πkd, written out anew. */
    private static double covariance(double distance, int modes) {
        double sum = 0;
        for (int k = 1; k <= modes; k++) {
            double eigenvalue = 625 / Math.pow(4 * Math.PI * Math.PI * k * k + 25, 2);
            sum += 2 * eigenvalue * Math.cos(2 * Math.PI * k * distance);
        }
        return sum;
    }

    @Test
    void aSampleIsTheSameFunctionOnEveryStoredGrid() {
        float[][] coarse = solve(new BurgersProblem(16, 512, 1024, 0.02));
        float[][] stored = solve(new BurgersProblem(64, 512, 1024, 0.02));
        float[][] fine = solve(new BurgersProblem(64, 1024, 2048, 0.02));
        for (int i = 0; i < 16; i++) {
            assertEquals(stored[0][4 * i], coarse[0][i]);
            assertEquals(stored[1][4 * i], coarse[1][i]);
        }
        assertArrayEquals(stored[0], fine[0], 1e-6f);
        assertArrayEquals(stored[1], fine[1], 1e-6f);
    }

    @Test
    void gridAndStepFollowFromViscosityAndPoints() {
        assertEquals("512", BurgersProblem.of(64, 0.01).facts().get("grid"));
        assertEquals("1024", BurgersProblem.of(64, 0.01).facts().get("steps"));
        assertEquals("4096", BurgersProblem.of(64, 0.001).facts().get("grid"));
        assertEquals("2048", BurgersProblem.of(2048, 0.01).facts().get("grid"));
    }

    @Test
    void aSolutionThatDoesNotStayFiniteIsRefused() {
        var unstable = new BurgersProblem(64, 512, 4, 0.001).solver();
        var thrown =
                assertThrows(ArithmeticException.class, () -> unstable.solve(DRAWS, new float[64], new float[64], 0));
        assertTrue(thrown.getMessage().contains("4 time steps"));
    }

    @Test
    void resolutionsThatAreNoPowersOfTwoAreRefusedByName() {
        var refusal = assertThrows(
                SettingsException.class, () -> new BurgersSource.Settings(100, 1, 1, 1, List.of(), 0.01, 1));
        assertEquals("resolution", refusal.key());
        assertTrue(refusal.why().contains("64 and 128"), refusal.why());
        refusal = assertThrows(
                SettingsException.class, () -> new BurgersSource.Settings(64, 1, 1, 1, List.of(96), 0.01, 1));
        assertEquals("test-resolutions", refusal.key());
    }

    private static float[][] solve(BurgersProblem problem) {
        float[] input = new float[problem.points()];
        float[] target = new float[problem.points()];
        problem.solver().solve(DRAWS.at(4), input, target, 0);
        return new float[][] {input, target};
    }
}
