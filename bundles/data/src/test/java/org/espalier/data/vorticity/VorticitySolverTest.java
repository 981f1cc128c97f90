package org.espalier.data.vorticity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VorticitySolverTest {
    private static final Forcing NONE = new Forcing(0, 1, 0, 0);
    private static final double SIDE = 2 * Math.PI;

    /**
     * Waves of one length, however many, do not advect each other: w decays as e^(−ν|k|²t). All twelve of |k|² = 25 are there.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.05})
    void aVortexOfWavesOfOneLengthDecaysAsItsWavesDo(double viscosity) {
        VorticitySolver solver = new VorticitySolver(32, SIDE, viscosity, NONE);
        double[] w = new double[solver.size()];
        RandomStream draws = RandomStream.of(1, "vortex");
        int half = w.length / 2;
        for (int k = 0; k <= 5; k++) {
            for (int l = -5; l <= 5; l++) {
                if (k * k + l * l == 25 && (k > 0 || l > 0)) {
                    w[solver.at(k, l)] = draws.normal(20 * k + l + 5);
                    w[half + solver.at(k, l)] = draws.normal(1000 + 20 * k + l + 5);
                }
            }
        }
        double[] start = w.clone();
        solver.advance(w, 2);
        for (int i = 0; i < w.length; i++) {
            assertEquals(start[i] * Math.exp(-viscosity * 25 * 2), w[i], 1e-12, "at " + i);
        }
    }

    /** The sum over all pairs of waves that make a third, cut off as the solver is; it knows of no grid. */
    @Test
    void advectionAgreesWithTheSumOverAllPairsOfWaves() {
        Forcing forcing = new Forcing(1, 2, 0.3, -0.7);
        VorticitySolver solver = new VorticitySolver(16, 3, 0.01, forcing);
        double[] w = noise(solver, 7, 1);
        double[] found = new double[w.length];
        solver.slope(w, found);
        int half = w.length / 2;
        int modes = solver.modes();
        double wave = 2 * Math.PI / 3;
        for (int k = 0; k <= modes; k++) {
            for (int l = -modes; l <= modes; l++) {
                if (k == 0 && l <= 0) {
                    continue;
                }
                double re = k == 1 && l == 2 ? 0.3 : 0;
                double im = k == 1 && l == 2 ? -0.7 : 0;
                for (int a = Math.max(-modes, k - modes); a <= Math.min(modes, k + modes); a++) {
                    for (int b = Math.max(-modes, l - modes); b <= Math.min(modes, l + modes); b++) {
                        // −(u·∇w): ψ of (a, b), w of the rest; −(ψ_y w_x − ψ_x w_y).
                        double square = wave * wave * (a * a + b * b);
                        if (square == 0) {
                            continue;
                        }
                        double factor = wave * wave * (b * (k - a) - a * (l - b)) / square;
                        double[] psi = coefficient(solver, w, a, b);
                        double[] rest = coefficient(solver, w, k - a, l - b);
                        re += factor * (psi[0] * rest[0] - psi[1] * rest[1]);
                        im += factor * (psi[0] * rest[1] + psi[1] * rest[0]);
                    }
                }
                assertEquals(re, found[solver.at(k, l)], 1e-11, k + " " + l);
                assertEquals(im, found[half + solver.at(k, l)], 1e-11, k + " " + l);
            }
        }
    }

    private static double[] coefficient(VorticitySolver solver, double[] w, int k, int l) {
        boolean given = k > 0 || k == 0 && l > 0;
        int at = given ? solver.at(k, l) : solver.at(-k, -l);
        if (k == 0 && l == 0) {
            return new double[2];
        }
        return new double[] {w[at], (given ? 1 : -1) * w[w.length / 2 + at]};
    }

    @Test
    void itConvergesAtFourthOrderUnderARefinedStep() {
        double[] exact = inSteps(1024);
        double before = distance(exact, inSteps(32));
        for (int steps = 64; steps <= 256; steps *= 2) {
            double error = distance(exact, inSteps(steps));
            assertEquals(4, Math.log(before / error) / Math.log(2), 0.25, "order at " + steps + " steps");
            before = error;
        }
    }

    private static double[] inSteps(int steps) {
        VorticitySolver solver = new VorticitySolver(32, SIDE, 0.01, Forcing.kolmogorov(4));
        double[] w = noise(solver, 3, 0.5);
        for (int s = 0; s < steps; s++) {
            solver.step(w, 1.0 / steps);
        }
        return w;
    }

    /** What is cut off takes no energy and no enstrophy with it: in continuous time both are conserved exactly. */
    @Test
    void withoutViscosityAndForcingEnergyAndEnstrophyAreConserved() {
        VorticitySolver solver = new VorticitySolver(32, SIDE, 0, NONE);
        double[] w = noise(solver, 6, 0.5);
        double energy = energy(solver, w, SIDE);
        double enstrophy = enstrophy(w);
        double[] start = w.clone();
        for (int s = 0; s < 800; s++) {
            solver.step(w, 0.00125);
        }
        assertEquals(energy, energy(solver, w, SIDE), 1e-7 * energy);
        assertEquals(enstrophy, enstrophy(w), 1e-7 * enstrophy);
        assertTrue(distance(w, start) > 0.1, "it moves");
    }

    /**
     * dE/dt = Σ f·c̄/|k|² − 2νZ: the energy gained over a time is what the force gave less what viscosity took, by Simpson's
     * rule.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.01})
    void theEnergyOfADrivenFlowIsBalanced(double viscosity) {
        Forcing forcing = Forcing.kolmogorov(4);
        VorticitySolver solver = new VorticitySolver(64, SIDE, viscosity, forcing);
        double[] w = new double[solver.size()];
        VorticityField.draw(RandomStream.of(2, "flow"), solver, SIDE, w);
        solver.advance(w, 4);
        double before = energy(solver, w, SIDE);
        double dt = 0.005;
        double gained = 0;
        for (int s = 0; s < 200; s += 2) {
            gained += dt / 3 * power(solver, w, viscosity, forcing);
            solver.step(w, dt);
            gained += 4 * dt / 3 * power(solver, w, viscosity, forcing);
            solver.step(w, dt);
            gained += dt / 3 * power(solver, w, viscosity, forcing);
        }
        double after = energy(solver, w, SIDE);
        assertTrue(Math.abs(after - before) > 1e-3, "there is something to balance: " + (after - before));
        assertEquals(after - before, gained, 1e-6 * before);
    }

    private static double power(VorticitySolver solver, double[] w, double viscosity, Forcing forcing) {
        int at = solver.at(forcing.k(), forcing.l());
        double squares = forcing.k() * forcing.k() + forcing.l() * forcing.l();
        double work = 2 * (forcing.re() * w[at] + forcing.im() * w[w.length / 2 + at]) / squares;
        return work - 2 * viscosity * enstrophy(w);
    }

    /** Below a Reynolds number of √2 for this flow and square nothing but w = −cos(ny)/(νn) is stable. */
    @Test
    void aSlowKolmogorovFlowBecomesLaminar() {
        VorticitySolver solver = new VorticitySolver(32, SIDE, 2, Forcing.kolmogorov(4));
        double[] w = noise(solver, 3, 0.1);
        solver.advance(w, 20);
        double[] laminar = new double[w.length];
        laminar[solver.at(0, 4)] = -0.5 / (2 * 4);
        assertEquals(0, distance(laminar, w), 1e-6);
    }

    /** From the burst in which a flow is finest, for half a unit of time; the last flows that their grids are for. */
    @ParameterizedTest
    @ValueSource(doubles = {28, 113})
    void theChosenGridAndStepLeaveErrorsBelowAThirdOfAPercent(double reynolds) {
        Flow flow = Flow.kolmogorov(reynolds, 4);
        VorticitySolver chosen = flow.solver();
        double[] w = new double[chosen.size()];
        VorticityField.draw(RandomStream.of(3, "refined"), chosen, SIDE, w);
        chosen.advance(w, 3);
        VorticitySolver fine = flow.stored(2 * flow.grid()).solver();
        double[] refined = new double[fine.size()];
        for (int k = 0; k <= chosen.modes(); k++) {
            for (int l = -chosen.modes(); l <= chosen.modes(); l++) {
                refined[fine.at(k, l)] = w[chosen.at(k, l)];
                refined[refined.length / 2 + fine.at(k, l)] = w[w.length / 2 + chosen.at(k, l)];
            }
        }
        chosen.advance(w, 0.5);
        fine.advance(refined, 0.5);
        double error = relativeDistance(values(chosen, w, flow.grid()), values(fine, refined, 2 * flow.grid()));
        assertTrue(error < 3.3e-3, "error " + error);
    }

    private static double[] values(VorticitySolver solver, double[] w, int grid) {
        double[] values = new double[grid * grid];
        solver.values(w, values);
        return values;
    }

    /** Over the points that both grids have, the second twice as fine. */
    private static double relativeDistance(double[] coarse, double[] fine) {
        int grid = (int) Math.sqrt(coarse.length);
        double error = 0;
        double square = 0;
        for (int i = 0; i < grid; i++) {
            for (int j = 0; j < grid; j++) {
                double truth = fine[4 * i * grid + 2 * j];
                error += Math.pow(coarse[i * grid + j] - truth, 2);
                square += truth * truth;
            }
        }
        return Math.sqrt(error / square);
    }

    @Test
    void aFlowThatDoesNotStayFiniteIsRefused() {
        VorticitySolver solver = new VorticitySolver(32, SIDE, 0, NONE);
        double[] w = noise(solver, 3, 1e200);
        assertThrows(ArithmeticException.class, () -> solver.advance(w, 1));
    }

    private static double[] noise(VorticitySolver solver, int modes, double scale) {
        RandomStream draws = RandomStream.of(5, "noise");
        double[] w = new double[solver.size()];
        for (int k = 0; k <= Math.min(modes, solver.modes()); k++) {
            for (int l = k == 0 ? 1 : -modes; l <= modes; l++) {
                if (Math.abs(l) <= solver.modes()) {
                    w[solver.at(k, l)] = scale * draws.normal(solver.at(k, l));
                    w[w.length / 2 + solver.at(k, l)] = scale * draws.normal(w.length + solver.at(k, l));
                }
            }
        }
        return w;
    }

    private static double enstrophy(double[] w) {
        double sum = 0;
        for (double c : w) {
            sum += c * c;
        }
        return sum;
    }

    private static double energy(VorticitySolver solver, double[] w, double length) {
        double wave = 2 * Math.PI / length;
        double sum = 0;
        for (int k = 0; k <= solver.modes(); k++) {
            for (int l = k == 0 ? 1 : -solver.modes(); l <= solver.modes(); l++) {
                double re = w[solver.at(k, l)];
                double im = w[w.length / 2 + solver.at(k, l)];
                sum += (re * re + im * im) / (wave * wave * (k * k + l * l));
            }
        }
        return sum;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }
}
