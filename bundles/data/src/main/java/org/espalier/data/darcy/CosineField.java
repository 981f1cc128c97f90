package org.espalier.data.darcy;

import java.util.Arrays;
import org.espalier.api.plugin.RandomStream;

/**
 * Gaussian random fields N(0, τ²(−Δ + τ²)^−2) with zero normal derivative and zero mean on the unit square, τ = 3, by their
 * cosine (Karhunen–Loève) expansion on the nodes of a grid.
 *
 * <p>The field is Σ ξ_kl λ_kl e_k(x) e_l(y) over modes 0 ≤ k, l &lt; cells except (0, 0), with λ_kl = τ/(π²(k² + l²) + τ²),
 * e_0 = 1, e_k(x) = √2 cos(πkx) and ξ_kl standard normal. The draw of ξ_kl depends on k and l alone: a finer grid sees the
 * same field with more modes. Holds tables and scratch; one thread at a time.
 */
final class CosineField {
    static final double TAU = 3;
    private final int cells;
    private final double[] basis;
    private final double[] coefficients;
    private final double[] half;

    /** @param cells cells per axis; nodes are 0 to cells */
    CosineField(int cells) {
        this.cells = cells;
        int nodes = cells + 1;
        basis = new double[cells * nodes];
        coefficients = new double[cells * cells];
        half = new double[nodes * cells];
        for (int k = 0; k < cells; k++) {
            for (int i = 0; i < nodes; i++) {
                // The angle is reduced in integers and the cosine strict: the same bits on every machine.
                long turn = (long) k * i % (2L * cells);
                basis[k * nodes + i] = k == 0 ? 1 : StrictMath.sqrt(2) * StrictMath.cos(StrictMath.PI * turn / cells);
            }
        }
    }

    /** Draws a field: values at nodes (i, j) in c-order, [cells + 1, cells + 1]. */
    void draw(RandomStream draws, double[] field) {
        for (int k = 0; k < cells; k++) {
            for (int l = 0; l < cells; l++) {
                coefficients[k * cells + l] = draws.normal(shell(k, l)) * deviation(k, l);
            }
        }
        int nodes = cells + 1;
        Arrays.fill(half, 0);
        for (int k = 0; k < cells; k++) {
            for (int i = 0; i < nodes; i++) {
                add(basis[k * nodes + i], coefficients, k * cells, half, i * cells, cells);
            }
        }
        Arrays.fill(field, 0, nodes * nodes, 0);
        for (int i = 0; i < nodes; i++) {
            for (int l = 0; l < cells; l++) {
                add(half[i * cells + l], basis, l * nodes, field, i * nodes, nodes);
            }
        }
    }

    /** λ_kl: the standard deviation of a mode. */
    static double deviation(int k, int l) {
        double squares = (double) k * k + (double) l * l;
        return squares == 0 ? 0 : TAU / (StrictMath.PI * StrictMath.PI * squares + TAU * TAU);
    }

    /** Numbers the pairs (k, l) by shells of equal max(k, l), so that a pair's number is the same on every grid. */
    static long shell(int k, int l) {
        long m = Math.max(k, l);
        return m * m + (k == m ? l : m + 1 + k);
    }

    private static void add(double factor, double[] from, int fromAt, double[] to, int toAt, int count) {
        for (int i = 0; i < count; i++) {
            to[toAt + i] += factor * from[fromAt + i];
        }
    }
}
