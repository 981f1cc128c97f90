package org.espalier.data.burgers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BurgersSolverTest {
    private static final DoubleUnaryOperator SINE = x -> Math.sin(2 * Math.PI * x);

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.02, 0.1})
    void itAgreesWithColeAndHopf(double viscosity) {
        double[] found = solve(SINE, 512, 1024, viscosity);
        double[] exact = coleHopf(512, viscosity);
        for (int j = 0; j < 512; j++) {
            assertEquals(exact[j], found[j], 1e-9, "at " + j);
        }
    }

    /**
     * u = −2ν φ_x/φ where φ solves the heat equation from φ = exp(cos(2πx)/(4πν)), the start being sin 2πx; its Fourier
     * coefficients come by quadrature with equal weights, exact to rounding for periodic analytic functions.
     */
    private static double[] coleHopf(int points, double viscosity) {
        int nodes = 2048;
        int modes = 100;
        double[] c = new double[modes];
        for (int k = 0; k < modes; k++) {
            for (int j = 0; j < nodes; j++) {
                double x = (double) j / nodes;
                double start = Math.exp((Math.cos(2 * Math.PI * x) - 1) / (4 * Math.PI * viscosity));
                c[k] += start * Math.cos(2 * Math.PI * k * x) / nodes;
            }
            c[k] *= Math.exp(-4 * Math.PI * Math.PI * k * k * viscosity);
        }
        double[] u = new double[points];
        for (int j = 0; j < points; j++) {
            double phi = c[0];
            double slope = 0;
            for (int k = 1; k < modes; k++) {
                double angle = 2 * Math.PI * k * j / points;
                phi += 2 * c[k] * Math.cos(angle);
                slope -= 4 * Math.PI * k * c[k] * Math.sin(angle);
            }
            u[j] = -2 * viscosity * slope / phi;
        }
        return u;
    }

    @Test
    void itConvergesAtFourthOrderUnderARefinedStep() {
        double[] exact = solve(SINE, 128, 4096, 0.05);
        double before = largestDifference(exact, solve(SINE, 128, 128, 0.05));
        for (int steps = 256; steps <= 1024; steps *= 2) {
            double error = largestDifference(exact, solve(SINE, 128, steps, 0.05));
            double order = Math.log(before / error) / Math.log(2);
            assertEquals(4, order, 0.15, "order from " + steps / 2 + " to " + steps + " steps");
            before = error;
        }
    }

    @Test
    void itConvergesFasterThanAnyOrderUnderARefinedGrid() {
        double[] exact = solve(SINE, 512, 2048, 0.005);
        double coarse = largestDifference(exact, solve(SINE, 64, 2048, 0.005));
        double middle = largestDifference(exact, solve(SINE, 128, 2048, 0.005));
        double fine = largestDifference(exact, solve(SINE, 256, 2048, 0.005));
        // The digits double with the grid: the second doubling gains more than the first, which a fixed order never
        // does.
        assertTrue(middle < coarse / 16 && fine < middle * middle / coarse, coarse + " " + middle + " " + fine);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.005})
    void theChosenGridAndStepLeaveErrorsBelowOneInTenMillion(double viscosity) {
        for (int sample = 0; sample < 3; sample++) {
            RandomStream draws = RandomStream.of(3, "refined").at(sample);
            double[] chosen = solveDrawn(draws, 512, 1024, viscosity);
            double[] refined = solveDrawn(draws, 1024, 2048, viscosity);
            assertTrue(largestDifference(refined, chosen) < 1e-7, "sample " + sample);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.05, 0.1})
    void theMeanIsConservedAndTheEnergyDecaysWithViscosity(double viscosity) {
        DoubleUnaryOperator moving = x -> 0.7 + SINE.applyAsDouble(x);
        double[] after = solve(moving, 512, 1024, viscosity);
        double[] smoother = solve(moving, 512, 1024, 1.5 * viscosity);
        assertEquals(0.7, mean(after), 1e-14);
        assertTrue(energy(after) < energy(start(moving, 512)));
        assertTrue(energy(smoother) < energy(after) && energy(smoother) >= 0.49);
    }

    @Test
    void withoutViscosityAndShockEnergyIsConserved() {
        // The cut-off Galerkin system conserves ∫u² exactly in continuous time; the start is too small to steepen by
        // time 1.
        DoubleUnaryOperator small = x -> 0.1 * SINE.applyAsDouble(x);
        assertEquals(energy(start(small, 64)), energy(solve(small, 64, 512, 0)), 1e-12);
    }

    @Test
    void aStartThreeTimesAsLargeAsDrawnIsStable() {
        for (int sample = 0; sample < 4; sample++) {
            BurgersSolver solver = new BurgersSolver(512, 1024, 0.005);
            double[] re = new double[solver.modes() + 1];
            double[] im = new double[solver.modes() + 1];
            BurgersProblem.draw(RandomStream.of(5, "x").at(sample), re, im);
            for (int k = 0; k < re.length; k++) {
                re[k] *= 3;
                im[k] *= 3;
            }
            double[] values = new double[512];
            solver.values(re, im, values);
            double largest = largestDifference(values, new double[512]);
            solver.solve(re, im);
            solver.values(re, im, values);
            // The maximum principle.
            assertTrue(largestDifference(values, new double[512]) <= largest, "sample " + sample);
        }
    }

    private static double[] solveDrawn(RandomStream draws, int grid, int steps, double viscosity) {
        BurgersSolver solver = new BurgersSolver(grid, steps, viscosity);
        double[] re = new double[solver.modes() + 1];
        double[] im = new double[solver.modes() + 1];
        BurgersProblem.draw(draws, re, im);
        return finish(solver, re, im, grid);
    }

    private static double[] solve(DoubleUnaryOperator start, int grid, int steps, double viscosity) {
        BurgersSolver solver = new BurgersSolver(grid, steps, viscosity);
        double[] re = new double[solver.modes() + 1];
        double[] im = new double[solver.modes() + 1];
        solver.coefficients(start(start, grid), re, im);
        return finish(solver, re, im, grid);
    }

    private static double[] finish(BurgersSolver solver, double[] re, double[] im, int grid) {
        solver.solve(re, im);
        double[] values = new double[grid];
        solver.values(re, im, values);
        return values;
    }

    private static double[] start(DoubleUnaryOperator start, int grid) {
        double[] values = new double[grid];
        for (int j = 0; j < grid; j++) {
            values[j] = start.applyAsDouble((double) j / grid);
        }
        return values;
    }

    /** Over the points that both grids have. */
    private static double largestDifference(double[] a, double[] b) {
        int points = Math.min(a.length, b.length);
        double largest = 0;
        for (int j = 0; j < points; j++) {
            largest = Math.max(largest, Math.abs(a[j * (a.length / points)] - b[j * (b.length / points)]));
        }
        return largest;
    }

    private static double energy(double[] u) {
        double sum = 0;
        for (double v : u) {
            sum += v * v / u.length;
        }
        return sum;
    }

    private static double mean(double[] u) {
        double sum = 0;
        for (double v : u) {
            sum += v / u.length;
        }
        return sum;
    }
}
