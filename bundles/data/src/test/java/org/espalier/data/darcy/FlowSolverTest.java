package org.espalier.data.darcy;

import static java.lang.Math.PI;
import static java.lang.Math.cos;
import static java.lang.Math.sin;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowSolverTest {
    private interface Function {
        double at(double x, double y);
    }

    @Test
    void itConvergesAtSecondOrderOnAManufacturedSolution() {
        double before = manufacturedError(16);
        for (int cells = 32; cells <= 256; cells *= 2) {
            double error = manufacturedError(cells);
            double order = Math.log(before / error) / Math.log(2);
            assertEquals(2, order, 0.03, "order from " + cells / 2 + " to " + cells + " cells");
            before = error;
        }
        assertTrue(before < 1e-4, "error on 256 cells: " + before);
    }

    /** u = sin πx · sin 2πy for a = 1 + ½ sin 2πx · cos πy; f follows by differentiation. */
    private static double manufacturedError(int cells) {
        Function u = (x, y) -> sin(PI * x) * sin(2 * PI * y);
        Function a = (x, y) -> 1 + 0.5 * sin(2 * PI * x) * cos(PI * y);
        Function f = (x, y) -> {
            double ax = PI * cos(2 * PI * x) * cos(PI * y);
            double ay = -0.5 * PI * sin(2 * PI * x) * sin(PI * y);
            double ux = PI * cos(PI * x) * sin(2 * PI * y);
            double uy = 2 * PI * sin(PI * x) * cos(2 * PI * y);
            return -(ax * ux + ay * uy - 5 * PI * PI * a.at(x, y) * u.at(x, y));
        };
        double[] found = solve(cells, nodes(cells, a), nodes(cells, f));
        double[] exact = nodes(cells, u);
        double largest = 0;
        for (int i = 0; i < found.length; i++) {
            largest = Math.max(largest, Math.abs(found[i] - exact[i]));
        }
        return largest;
    }

    @Test
    void theErrorOfATwoPhaseCoefficientFallsUnderRefinement() {
        Function disc = (x, y) -> (x - 0.45) * (x - 0.45) + (y - 0.55) * (y - 0.55) < 0.09 ? 12 : 3;
        double[] fine = solve(512, nodes(512, disc), ones(512));
        double[] errors = new double[3];
        for (int l = 0; l < 3; l++) {
            int cells = 32 << l;
            double[] coarse = solve(cells, nodes(cells, disc), ones(cells));
            double sum = 0;
            double norm = 0;
            for (int i = 0; i <= cells; i++) {
                for (int j = 0; j <= cells; j++) {
                    double exact = fine[i * (512 / cells) * 513 + j * (512 / cells)];
                    sum += Math.pow(coarse[i * (cells + 1) + j] - exact, 2);
                    norm += exact * exact;
                }
            }
            errors[l] = Math.sqrt(sum / norm);
        }
        assertTrue(errors[1] < 0.7 * errors[0] && errors[2] < 0.7 * errors[1], Arrays.toString(errors));
        assertTrue(errors[2] < 0.01, Arrays.toString(errors));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 24, 26, 33})
    void itAgreesWithADirectSolveOnAnyNumberOfCells(int cells) {
        double[] a = twoPhase(cells, 7);
        double[] u = solve(cells, a, ones(cells));

        Level level = new Level(cells);
        level.setNodes(a);
        int inside = cells - 1;
        BandedCholesky direct = new BandedCholesky(inside * inside, Math.min(inside, inside * inside - 1));
        level.fill(direct);
        direct.factor();
        double[] x = new double[inside * inside];
        Arrays.fill(x, 1.0 / cells / cells);
        direct.solve(x);

        for (int i = 0; i < inside; i++) {
            for (int j = 0; j < inside; j++) {
                assertEquals(x[i * inside + j], u[(i + 1) * (cells + 1) + j + 1], 1e-9 * 0.02);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64, 128, 256, 160})
    void aDozenCyclesAreEnoughOnAnyGrid(int cells) {
        double[] u = new double[(cells + 1) * (cells + 1)];
        for (int sample = 0; sample < 3; sample++) {
            int cycles = new FlowSolver(cells).solve(twoPhase(cells, sample), ones(cells), u);
            assertTrue(cycles <= 14, cycles + " cycles on " + cells + " cells");
        }
    }

    @Test
    void theMultigridCycleIsSymmetric() {
        int cells = 24;
        Multigrid multigrid = new Multigrid(cells);
        multigrid.setNodes(twoPhase(cells, 3));
        double[] r = noise(cells, "r");
        double[] s = noise(cells, "s");
        double[] mr = new double[r.length];
        double[] ms = new double[r.length];
        multigrid.apply(r, mr);
        multigrid.apply(s, ms);
        assertEquals(dot(mr, s), dot(r, ms), 1e-12 * Math.sqrt(dot(mr, mr) * dot(s, s)));
        assertTrue(dot(mr, r) > 0);
    }

    @Test
    void aSolverUsedBeforeGivesTheBitsOfAFreshOne() {
        FlowSolver used = new FlowSolver(32);
        double[] u = new double[33 * 33];
        used.solve(twoPhase(32, 1), ones(32), u);
        used.solve(twoPhase(32, 2), ones(32), u);
        assertArrayEquals(solve(32, twoPhase(32, 2), ones(32)), u);
    }

    @Test
    void noLoadGivesNoFlowAndABadCoefficientIsRefused() {
        double[] u = new double[17 * 17];
        assertEquals(0, new FlowSolver(16).solve(twoPhase(16, 1), new double[17 * 17], u));
        assertArrayEquals(new double[17 * 17], u);
        for (double bad : new double[] {Double.NaN, -1, 0}) {
            double[] a = new double[17 * 17];
            Arrays.fill(a, bad);
            assertThrows(ArithmeticException.class, () -> new FlowSolver(16).solve(a, ones(16), u));
        }
    }

    private static double[] solve(int cells, double[] a, double[] f) {
        double[] u = new double[(cells + 1) * (cells + 1)];
        new FlowSolver(cells).solve(a, f, u);
        return u;
    }

    private static double[] nodes(int cells, Function function) {
        double[] values = new double[(cells + 1) * (cells + 1)];
        for (int i = 0; i <= cells; i++) {
            for (int j = 0; j <= cells; j++) {
                values[i * (cells + 1) + j] = function.at((double) i / cells, (double) j / cells);
            }
        }
        return values;
    }

    private static double[] ones(int cells) {
        return nodes(cells, (x, y) -> 1);
    }

    private static double[] twoPhase(int cells, int sample) {
        double[] a = new double[(cells + 1) * (cells + 1)];
        new CosineField(cells).draw(RandomStream.of(1, "two-phase").at(sample), a);
        return Arrays.stream(a).map(v -> v >= 0 ? 12 : 3).toArray();
    }

    /** Random inside, zero on the border. */
    private static double[] noise(int cells, String name) {
        RandomStream draws = RandomStream.of(1, name);
        double[] values = new double[(cells + 1) * (cells + 1)];
        for (int i = 1; i < cells; i++) {
            for (int j = 1; j < cells; j++) {
                values[i * (cells + 1) + j] = draws.normal((long) i * cells + j);
            }
        }
        return values;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
