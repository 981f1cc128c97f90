package org.espalier.data.darcy;

import java.util.Arrays;

/**
 * The five-point operator of −∇·(a∇u), times the squared cell size, on the nodes of one grid with u = 0 on the border.
 *
 * <p>Node (i, j) of n cells per axis is at i·(n + 1) + j. Arrays cover all nodes; entries on the border are and stay zero.
 * Holds coefficients and scratch; one thread at a time.
 */
final class Level {
    final int cells;
    final int width;
    /** Coefficient of the face between (i, j) and (i + 1, j). */
    final double[] down;
    /** Coefficient of the face between (i, j) and (i, j + 1). */
    final double[] right;
    /** Inverse of the diagonal. */
    final double[] inverse;

    Level(int cells) {
        this.cells = cells;
        this.width = cells + 1;
        down = vector();
        right = vector();
        inverse = vector();
    }

    /** Zeros for all nodes. */
    double[] vector() {
        return new double[width * width];
    }

    /** Takes face coefficients from those at the nodes: their arithmetic means. */
    void setNodes(double[] a) {
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                int at = i * width + j;
                down[at] = i < cells ? 0.5 * (a[at] + a[at + width]) : 0;
                right[at] = j < cells ? 0.5 * (a[at] + a[at + 1]) : 0;
            }
        }
        setInverse();
    }

    /**
     * Takes face coefficients from a grid of half the cell size: two faces in a row are resistances in series, three side by
     * side with weights ¼, ½, ¼ in parallel.
     */
    void setFrom(Level fine) {
        for (int i = 1; i < cells; i++) {
            for (int j = 0; j < cells; j++) {
                right[i * width + j] = means(fine.right, 2 * i * fine.width + 2 * j, 1, fine.width);
                down[j * width + i] = means(fine.down, 2 * j * fine.width + 2 * i, fine.width, 1);
            }
        }
        setInverse();
    }

    private static double means(double[] a, int at, int along, int across) {
        return 0.25 * series(a[at - across], a[at - across + along])
                + 0.5 * series(a[at], a[at + along])
                + 0.25 * series(a[at + across], a[at + across + along]);
    }

    private static double series(double a, double b) {
        return 2 * a * b / (a + b);
    }

    private void setInverse() {
        for (int i = 1; i < cells; i++) {
            for (int j = 1; j < cells; j++) {
                int at = i * width + j;
                inverse[at] = 1 / (down[at - width] + down[at] + right[at - 1] + right[at]);
            }
        }
    }

    /** Sum of coefficients times neighbours: what the operator subtracts from the diagonal's part. */
    private double neighbours(double[] u, int at) {
        return down[at - width] * u[at - width]
                + down[at] * u[at + width]
                + right[at - 1] * u[at - 1]
                + right[at] * u[at + 1];
    }

    /** out = A u. */
    void apply(double[] u, double[] out) {
        for (int i = 1; i < cells; i++) {
            int row = i * width;
            for (int j = 1; j < cells; j++) {
                int at = row + j;
                out[at] = (down[at - width] + down[at] + right[at - 1] + right[at]) * u[at] - neighbours(u, at);
            }
        }
    }

    /** out = b − A u. */
    void residual(double[] b, double[] u, double[] out) {
        apply(u, out);
        for (int i = width; i < cells * width; i++) {
            out[i] = b[i] - out[i];
        }
    }

    /** One Gauss–Seidel sweep over the nodes of one colour of the chequerboard: those with (i + j) mod 2 = colour. */
    void sweep(double[] b, double[] u, int colour) {
        for (int i = 1; i < cells; i++) {
            int row = i * width;
            for (int j = 1 + (i + 1 + colour) % 2; j < cells; j += 2) {
                int at = row + j;
                u[at] = (b[at] + neighbours(u, at)) * inverse[at];
            }
        }
    }

    /** Sets a coarser right-hand side to the transposed bilinear interpolation of this residual. */
    void restrict(double[] residual, Level coarse, double[] out) {
        for (int i = 1; i < coarse.cells; i++) {
            for (int j = 1; j < coarse.cells; j++) {
                int at = 2 * i * width + 2 * j;
                out[i * coarse.width + j] = residual[at]
                        + 0.5 * (residual[at - 1] + residual[at + 1] + residual[at - width] + residual[at + width])
                        + 0.25 * (residual[at - width - 1] + residual[at - width + 1])
                        + 0.25 * (residual[at + width - 1] + residual[at + width + 1]);
            }
        }
    }

    /** Adds the bilinear interpolation of a coarser correction. */
    void interpolate(Level coarse, double[] correction, double[] u) {
        for (int i = 0; i < coarse.cells; i++) {
            for (int j = 0; j < coarse.cells; j++) {
                int from = i * coarse.width + j;
                int at = 2 * i * width + 2 * j;
                double here = correction[from];
                double east = correction[from + 1];
                double south = correction[from + coarse.width];
                u[at] += here;
                u[at + 1] += 0.5 * (here + east);
                u[at + width] += 0.5 * (here + south);
                u[at + width + 1] += 0.25 * (here + east + south + correction[from + coarse.width + 1]);
            }
        }
    }

    /** Fills the matrix of the nodes inside, row by row, into a band of cells − 1. */
    void fill(BandedCholesky matrix) {
        int inside = cells - 1;
        matrix.clear();
        for (int i = 1; i < cells; i++) {
            for (int j = 1; j < cells; j++) {
                int at = i * width + j;
                int row = (i - 1) * inside + j - 1;
                matrix.set(row, row, 1 / inverse[at]);
                if (j > 1) {
                    matrix.set(row, row - 1, -right[at - 1]);
                }
                if (i > 1) {
                    matrix.set(row, row - inside, -down[at - width]);
                }
            }
        }
    }

    static void zero(double[] vector) {
        Arrays.fill(vector, 0);
    }
}
