package org.espalier.data.burgers;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.api.plugin.RandomStream;
import org.espalier.data.generated.Problem;

/**
 * Burgers' equation: u_t + ½(u²)_x = ν u_xx, periodic on (0, 1); input u at time 0, target u at time 1.
 *
 * <p>The start is a Gaussian random field N(0, 625(−d²/dx² + 25)^−2) without mean: √2 σ_k (ξ_k cos 2πkx + η_k sin 2πkx) summed
 * over k = 1 to 170 (fewer only on a grid below 512), σ_k = 25/(4π²k² + 25). It is the same function on every grid. Sample
 * point i lies at i/points. Source: Li and others, Fourier neural operator for parametric partial differential equations,
 * ICLR 2021.
 */
final class BurgersProblem implements Problem {
    /** Raised whenever the same settings give other samples. */
    private static final int VERSION = 1;

    private static final int FEWEST_POINTS = 512;
    private static final int MODES = (FEWEST_POINTS - 1) / 3;
    private final int points;
    private final int grid;
    private final int steps;
    private final double viscosity;

    /**
     * @param points points to store, a power of two
     * @param grid   points to solve on, a power of two, at least as many
     */
    BurgersProblem(int points, int grid, int steps, double viscosity) {
        this.points = points;
        this.grid = grid;
        this.steps = steps;
        this.viscosity = viscosity;
    }

    /**
     * The problem on a grid that resolves its shocks, whose width is a few ν: at least 512 points and 2.5/ν. Two time steps per
     * point are stable for |u| up to 2.6, four standard deviations of the start, and viscosity carries them well beyond; the
     * errors of both choices stay below 1e-7.
     */
    static BurgersProblem of(int points, double viscosity) {
        int grid = Math.max(FEWEST_POINTS, points);
        while (grid < 2.5 / viscosity) {
            grid *= 2;
        }
        return new BurgersProblem(points, grid, 2 * grid, viscosity);
    }

    @Override
    public String name() {
        return "burgers";
    }

    @Override
    public String doing() {
        return "solving Burgers' equation";
    }

    @Override
    public SortedMap<String, String> facts() {
        return new TreeMap<>(Map.of(
                "version", Integer.toString(VERSION),
                "equation", "u_t + (u^2/2)_x = nu u_xx, periodic on (0,1), from time 0 to 1",
                "start", "a field N(0, 625 (-Laplace + 25)^-2) without mean",
                "nu", Double.toString(viscosity),
                "solver", "pseudo-spectral with 2/3 de-aliasing, integrating-factor Runge-Kutta of order 4",
                "grid", Integer.toString(grid),
                "steps", Integer.toString(steps)));
    }

    @Override
    public int points() {
        return points;
    }

    @Override
    public int axes() {
        return 1;
    }

    @Override
    public Solver solver() {
        BurgersSolver solver = new BurgersSolver(grid, steps, viscosity);
        double[] re = new double[solver.modes() + 1];
        double[] im = new double[solver.modes() + 1];
        double[] values = new double[grid];
        return (draws, input, target, at) -> {
            draw(draws, re, im);
            solver.values(re, im, values);
            store(values, input, at);
            solver.solve(re, im);
            solver.values(re, im, values);
            store(values, target, at);
        };
    }

    /** Draws the start's coefficients; those above the highest mode are zero. */
    static void draw(RandomStream draws, double[] re, double[] im) {
        for (int k = 0; k < re.length; k++) {
            double scale = k == 0 || k > MODES ? 0 : deviation(k) / StrictMath.sqrt(2);
            re[k] = scale * draws.normal(2L * k);
            im[k] = -scale * draws.normal(2L * k + 1);
        }
    }

    /** σ_k: the standard deviation of ξ_k and η_k's factors, without the √2 of the basis. */
    static double deviation(int k) {
        return 25 / (4 * StrictMath.PI * StrictMath.PI * k * k + 25);
    }

    private void store(double[] values, float[] into, int at) {
        int stride = grid / points;
        for (int i = 0; i < points; i++) {
            double value = values[i * stride];
            if (!Double.isFinite(value)) {
                throw new ArithmeticException("the solution did not stay finite with " + steps + " time steps");
            }
            into[at + i] = (float) value;
        }
    }
}
