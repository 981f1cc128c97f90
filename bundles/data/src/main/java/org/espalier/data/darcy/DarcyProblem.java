package org.espalier.data.darcy;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.api.plugin.RandomStream;
import org.espalier.data.generated.Problem;

/**
 * Darcy flow through two materials: −∇·(a∇u) = 1 on (0, 1)², u = 0 on the border, a = 12 where a Gaussian random field is at
 * least 0 and 3 elsewhere; input a, target u.
 *
 * <p>Solved on the nodes 0 to M of M cells per axis. Stored are the nodes 0, s, 2s, …, M − s with s = M / points: sample
 * point i lies at i/points, and the border at 1 is left out. Source: Li and others, Fourier neural operator for parametric
 * partial differential equations, ICLR 2021 (there with the lower value 3 or 4).
 */
final class DarcyProblem implements Problem {
    /** Raised whenever the same settings give other samples. */
    private static final int VERSION = 1;

    private static final int FEWEST_CELLS = 128;
    private static final double HIGH = 12;
    private static final double LOW = 3;
    private final int points;
    private final int cells;

    /** @param cells cells per axis to solve on, a multiple of points */
    DarcyProblem(int points, int cells) {
        this.points = points;
        this.cells = cells;
    }

    /** The problem on a grid at least twice as fine as what is stored, and never coarser than 128 cells per axis. */
    static DarcyProblem of(int points) {
        int cells = 2 * points;
        while (cells < FEWEST_CELLS) {
            cells *= 2;
        }
        return new DarcyProblem(points, cells);
    }

    @Override
    public String name() {
        return "darcy";
    }

    @Override
    public String doing() {
        return "solving Darcy flow";
    }

    @Override
    public SortedMap<String, String> facts() {
        return new TreeMap<>(Map.of(
                "version",
                Integer.toString(VERSION),
                "equation",
                "-div(a grad u) = 1 on (0,1)^2, u = 0 on the border",
                "coefficient",
                "12 where a field N(0, 9 (-Laplace + 9)^-2) is at least 0, else 3",
                "solver",
                "5-point finite differences, conjugate gradients to " + FlowSolver.TOLERANCE,
                "cells",
                Integer.toString(cells)));
    }

    @Override
    public int points() {
        return points;
    }

    @Override
    public int axes() {
        return 2;
    }

    @Override
    public Solver solver() {
        CosineField field = new CosineField(cells);
        FlowSolver flow = new FlowSolver(cells);
        int nodes = (cells + 1) * (cells + 1);
        double[] a = new double[nodes];
        double[] u = new double[nodes];
        double[] f = new double[nodes];
        Arrays.fill(f, 1);
        return (draws, input, target, at) -> {
            draw(field, draws, a);
            flow.solve(a, f, u);
            store(a, input, at);
            store(u, target, at);
        };
    }

    private static void draw(CosineField field, RandomStream draws, double[] a) {
        field.draw(draws, a);
        for (int i = 0; i < a.length; i++) {
            a[i] = a[i] >= 0 ? HIGH : LOW;
        }
    }

    private void store(double[] nodes, float[] into, int at) {
        int stride = cells / points;
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < points; j++) {
                into[at + i * points + j] = (float) nodes[i * stride * (cells + 1) + j * stride];
            }
        }
    }
}
