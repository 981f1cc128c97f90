package org.espalier.data.darcy;

import java.util.ArrayList;
import java.util.List;

/**
 * One V-cycle as a symmetric positive definite preconditioner: red–black Gauss–Seidel once down and once, reversed, up;
 * bilinear interpolation; the coarsest grid solved exactly.
 *
 * <p>Cells halve while they are even and more than four. Holds coefficients and scratch; one thread at a time.
 * Source: Briggs, Henson, McCormick: A Multigrid Tutorial, SIAM 2000.
 */
final class Multigrid {
    private final List<Level> levels = new ArrayList<>();
    private final List<double[]> corrections = new ArrayList<>();
    private final List<double[]> rightSides = new ArrayList<>();
    private final List<double[]> residuals = new ArrayList<>();
    private final BandedCholesky bottom;
    private final double[] inside;

    /** @param cells cells per axis of the finest grid, at least 2 */
    Multigrid(int cells) {
        int n = cells;
        while (true) {
            Level level = new Level(n);
            levels.add(level);
            corrections.add(level.vector());
            rightSides.add(level.vector());
            residuals.add(level.vector());
            if (n % 2 != 0 || n <= 4) {
                break;
            }
            n /= 2;
        }
        inside = new double[(n - 1) * (n - 1)];
        bottom = new BandedCholesky(inside.length, Math.min(n - 1, inside.length - 1));
    }

    /** The finest level, whose operator this preconditions. */
    Level finest() {
        return levels.get(0);
    }

    /** Takes the coefficient at the nodes of the finest grid. */
    void setNodes(double[] a) {
        finest().setNodes(a);
        for (int l = 1; l < levels.size(); l++) {
            levels.get(l).setFrom(levels.get(l - 1));
        }
        levels.get(levels.size() - 1).fill(bottom);
        bottom.factor();
    }

    /** out ≈ A⁻¹ r. */
    void apply(double[] r, double[] out) {
        cycle(0, r, out);
    }

    private void cycle(int l, double[] b, double[] u) {
        Level level = levels.get(l);
        if (l == levels.size() - 1) {
            solveBottom(level, b, u);
            return;
        }
        Level.zero(u);
        level.sweep(b, u, 0);
        level.sweep(b, u, 1);
        level.residual(b, u, residuals.get(l));
        Level coarse = levels.get(l + 1);
        level.restrict(residuals.get(l), coarse, rightSides.get(l + 1));
        cycle(l + 1, rightSides.get(l + 1), corrections.get(l + 1));
        level.interpolate(coarse, corrections.get(l + 1), u);
        level.sweep(b, u, 1);
        level.sweep(b, u, 0);
    }

    private void solveBottom(Level level, double[] b, double[] u) {
        int n = level.cells - 1;
        for (int i = 0; i < n; i++) {
            System.arraycopy(b, (i + 1) * level.width + 1, inside, i * n, n);
        }
        bottom.solve(inside);
        for (int i = 0; i < n; i++) {
            System.arraycopy(inside, i * n, u, (i + 1) * level.width + 1, n);
        }
    }
}
