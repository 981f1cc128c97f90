package org.espalier.data.darcy;

import java.util.Arrays;

/**
 * Solves −∇·(a∇u) = f on the unit square with u = 0 on the border: five-point finite differences of second order on the
 * nodes, arithmetic means of a on the faces, conjugate gradients preconditioned by one {@link Multigrid} cycle.
 *
 * <p>It stops when the residual's norm has fallen by 10^10, far below the discretisation's error; for coefficients that
 * jump by 4, as in the Darcy data, that takes about ten cycles on any grid. Holds scratch; one thread at a time.
 */
final class FlowSolver {
    static final double TOLERANCE = 1e-10;
    private static final int MOST_CYCLES = 200;
    private final Multigrid multigrid;
    private final Level grid;
    private final double[] residual;
    private final double[] direction;
    private final double[] image;
    private final double[] preconditioned;

    /** @param cells cells per axis, at least 2; powers of two times a small number are fast */
    FlowSolver(int cells) {
        multigrid = new Multigrid(cells);
        grid = multigrid.finest();
        residual = grid.vector();
        direction = grid.vector();
        image = grid.vector();
        preconditioned = grid.vector();
    }

    /**
     * Solves one problem; all arrays hold the nodes in c-order, [cells + 1, cells + 1].
     *
     * @param a coefficient, positive
     * @param f right-hand side; its border is not read
     * @param u where the solution goes
     * @return cycles made
     * @throws ArithmeticException if the residual does not fall, as with a coefficient that is not positive and finite
     */
    int solve(double[] a, double[] f, double[] u) {
        multigrid.setNodes(a);
        Arrays.fill(u, 0);
        double area = 1.0 / ((double) grid.cells * grid.cells);
        for (int i = 1; i < grid.cells; i++) {
            for (int j = 1; j < grid.cells; j++) {
                residual[i * grid.width + j] = f[i * grid.width + j] * area;
            }
        }
        return iterate(u);
    }

    private int iterate(double[] u) {
        double goal = TOLERANCE * TOLERANCE * dot(residual, residual);
        multigrid.apply(residual, preconditioned);
        System.arraycopy(preconditioned, 0, direction, 0, direction.length);
        double energy = dot(residual, preconditioned);
        for (int cycle = 1; cycle <= MOST_CYCLES; cycle++) {
            if (energy == 0) {
                return cycle - 1;
            }
            grid.apply(direction, image);
            double step = energy / dot(direction, image);
            add(step, direction, u);
            add(-step, image, residual);
            if (dot(residual, residual) <= goal) {
                return cycle;
            }
            multigrid.apply(residual, preconditioned);
            double next = dot(residual, preconditioned);
            double keep = next / energy;
            energy = next;
            for (int i = 0; i < direction.length; i++) {
                direction[i] = preconditioned[i] + keep * direction[i];
            }
        }
        throw new ArithmeticException("conjugate gradients did not converge in " + MOST_CYCLES + " cycles on "
                + grid.cells + " cells per axis");
    }

    private static void add(double factor, double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * from[i];
        }
    }

    /** Four running sums: shorter dependency chains than one, and always the same order of additions. */
    private static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int whole = a.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (int i = whole; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + (s2 + s3);
    }
}
