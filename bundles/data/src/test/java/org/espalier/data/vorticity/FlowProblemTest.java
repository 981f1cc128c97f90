package org.espalier.data.vorticity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.espalier.api.plugin.RandomStream;
import org.espalier.api.plugin.SettingsException;
import org.junit.jupiter.api.Test;

class FlowProblemTest {
    private static final RandomStream DRAWS = RandomStream.of(9, "flow");

    @Test
    void theStartHasTheMeanVarianceAndCovarianceOfTheory() {
        VorticitySolver solver = new VorticitySolver(64, 1, 0.01, Forcing.DIAGONAL);
        double[] state = new double[solver.size()];
        double[] w = new double[64 * 64];
        int samples = 3000;
        double sum = 0;
        double square = 0;
        double product = 0;
        for (int s = 0; s < samples; s++) {
            VorticityField.draw(DRAWS.at(s), solver, 1, state);
            solver.values(state, w);
            sum += w[0];
            square += w[0] * w[0];
            product += w[0] * w[8 * 64 + 16];
        }
        double variance = covariance(0, 0);
        double expected = covariance(0.125, 0.25);
        assertEquals(0, sum / samples, 4 * Math.sqrt(variance / samples));
        assertEquals(variance, square / samples, 4 * variance * Math.sqrt(2.0 / samples));
        assertEquals(expected, product / samples, 4 * Math.sqrt((variance * variance + expected * expected) / samples));
    }

    /** Σ 2·7³·(4π²|k|² + 49)^−2.5 cos 2πk·d over all waves but the mean, written out anew. */
    private static double covariance(double x, double y) {
        double sum = 0;
        for (int k = -21; k <= 21; k++) {
            for (int l = -21; l <= 21; l++) {
                if (k != 0 || l != 0) {
                    double eigenvalue = 2 * 343 * Math.pow(4 * Math.PI * Math.PI * (k * k + l * l) + 49, -2.5);
                    sum += eigenvalue * Math.cos(2 * Math.PI * (k * x + l * y));
                }
            }
        }
        return sum;
    }

    @Test
    void everyWaveHasANumberOfItsOwnWhateverTheGrid() {
        Set<Long> rings = new HashSet<>();
        for (int k = 0; k <= 21; k++) {
            for (int l = -21; l <= 21; l++) {
                assertTrue(rings.add(VorticityField.ring(k, l)), k + " " + l);
            }
        }
        assertEquals(Set.of(0L, 1L, 2L, 3L, 4L, 5L), Set.copyOf(firstRings()));
    }

    private static List<Long> firstRings() {
        return List.of(
                VorticityField.ring(0, 0),
                VorticityField.ring(1, -1),
                VorticityField.ring(1, 0),
                VorticityField.ring(1, 1),
                VorticityField.ring(0, -1),
                VorticityField.ring(0, 1));
    }

    @Test
    void aSampleIsTheSameFunctionOnEveryStoredGrid() {
        float[][] coarse = solve(problem(16, 64, 2), 2);
        float[][] stored = solve(problem(64, 64, 2), 2);
        float[][] fine = solve(problem(64, 128, 2), 2);
        for (int part = 0; part < 2; part++) {
            for (int sample = 0; sample < 2; sample++) {
                for (int i = 0; i < 16; i++) {
                    for (int j = 0; j < 16; j++) {
                        assertEquals(
                                stored[part][sample * 4096 + 4 * i * 64 + 4 * j],
                                coarse[part][sample * 256 + i * 16 + j]);
                    }
                }
            }
            assertArrayEquals(stored[part], fine[part], 0.03f);
        }
    }

    @Test
    void aTargetIsTheNextSamplesInput() {
        float[][] three = solve(problem(16, 64, 3), 3);
        for (int i = 0; i < 2 * 256; i++) {
            assertEquals(three[1][i], three[0][256 + i]);
        }
    }

    @Test
    void aTrajectoryThatIsCutShortGivesTheSameSamples() {
        float[][] three = solve(problem(16, 64, 3), 3);
        float[][] two = solve(problem(16, 64, 3), 2);
        for (int i = 0; i < 2 * 256; i++) {
            assertEquals(three[0][i], two[0][i]);
            assertEquals(three[1][i], two[1][i]);
        }
    }

    @Test
    void aFlowThatItsGridDoesNotResolveIsRefused() {
        Flow turbulent = new Flow(2 * Math.PI, 0.0005, Forcing.kolmogorov(4), 64);
        var problem = new FlowProblem("kolmogorov", "", turbulent, new Course(6, 0.5, 1), 16);
        var thrown = assertThrows(ArithmeticException.class, () -> solve(problem, 1));
        assertTrue(thrown.getMessage().contains("more viscosity"), thrown.getMessage());
    }

    @Test
    void theGridFollowsFromViscosityAndPoints() {
        assertEquals(64, Flow.diagonal(1e-3).grid());
        assertEquals(128, Flow.diagonal(1e-4).grid());
        assertEquals(256, Flow.diagonal(1e-5).grid());
        assertEquals(128, Flow.kolmogorov(100, 4).grid());
        assertEquals(256, Flow.kolmogorov(200, 4).stored(256).grid());
    }

    @Test
    void resolutionsThatAreNoPowersOfTwoAreRefusedByName() {
        var refusal = assertThrows(
                SettingsException.class,
                () -> new KolmogorovSource.Settings(64, 1, 1, 1, List.of(96), 100, 4, 1, 0.5, 1, 1));
        assertEquals("test-resolutions", refusal.key());
        refusal = assertThrows(
                SettingsException.class,
                () -> new NavierStokesSource.Settings(48, 1, 1, 1, List.of(), 1e-3, 1, 0.5, 1, 1));
        assertEquals("resolution", refusal.key());
    }

    private static FlowProblem problem(int points, int grid, int pairs) {
        Flow flow = new Flow(2 * Math.PI, 0.02, Forcing.kolmogorov(4), grid);
        return new FlowProblem("kolmogorov", "", flow, new Course(1, 0.25, pairs), points);
    }

    private static float[][] solve(FlowProblem problem, int samples) {
        int numbers = samples * problem.points() * problem.points();
        float[] input = new float[numbers];
        float[] target = new float[numbers];
        problem.solver().solve(DRAWS.at(4), input, target, 0);
        return new float[][] {input, target};
    }
}
