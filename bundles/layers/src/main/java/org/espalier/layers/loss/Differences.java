package org.espalier.layers.loss;

import java.util.Arrays;

/**
 * Derivatives along one axis of a field on the unit interval by differences of second order, step 1/n, as a linear map with its
 * transpose.
 *
 * <p>Central inside; at the ends of a periodic axis around the corner, else one-sided, (−3f₀ + 4f₁ − f₂)/2h. An axis of two
 * points has the plain difference, one of one point has none.
 */
final class Differences {
    private final int outer;
    private final int n;
    private final int inner;

    /** The nonzero entries of the map within a line: d[row] += factor · x[column], in steps along the axis. */
    private final int[] rows;

    private final int[] columns;
    private final float[] factors;
    private int entries;

    /** Differences along the middle axis of [outer, n, inner]. */
    Differences(int outer, int n, int inner, boolean periodic) {
        this.outer = outer;
        this.n = n;
        this.inner = inner;
        this.rows = new int[3 * n];
        this.columns = new int[3 * n];
        this.factors = new float[3 * n];
        float half = n / 2f;
        for (int i = 0; i < n; i++) {
            if (i > 0 && i < n - 1 || periodic && n > 2) {
                entry(i, (i + 1) % n, half);
                entry(i, (i + n - 1) % n, -half);
            } else if (n > 2) {
                int step = i == 0 ? 1 : -1;
                entry(i, i, -3 * half * step);
                entry(i, i + step, 4 * half * step);
                entry(i, i + 2 * step, -half * step);
            } else if (n == 2 && !periodic) {
                entry(i, 1, n);
                entry(i, 0, -n);
            }
        }
    }

    private void entry(int row, int column, float factor) {
        rows[entries] = row;
        columns[entries] = column;
        factors[entries++] = factor;
    }

    /** d ← derivative of x. */
    void apply(float[] x, float[] d) {
        Arrays.fill(d, 0f);
        for (int e = 0; e < entries; e++) {
            accumulate(x, columns[e], d, rows[e], factors[e]);
        }
    }

    /** g ← g + transpose of the derivative, applied to d. */
    void addTransposed(float[] d, float[] g) {
        for (int e = 0; e < entries; e++) {
            accumulate(d, rows[e], g, columns[e], factors[e]);
        }
    }

    private void accumulate(float[] from, int fromIndex, float[] to, int toIndex, float factor) {
        for (int o = 0; o < outer; o++) {
            int f = (o * n + fromIndex) * inner;
            int t = (o * n + toIndex) * inner;
            for (int i = 0; i < inner; i++) {
                to[t + i] += factor * from[f + i];
            }
        }
    }
}
