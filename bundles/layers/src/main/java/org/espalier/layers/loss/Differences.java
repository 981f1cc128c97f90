package org.espalier.layers.loss;

import java.util.Arrays;

/**
 * Derivatives along one axis of a field on the unit interval by differences of second order, step 1/n, as a linear map with its
 * transpose.
 *
 * <p>Central inside; at the ends of a periodic axis around the corner, else one-sided, (−3f₀ + 4f₁ − f₂)/2h. An axis of two points has
 * the plain difference, one of one point has none.
 */
final class Differences {
    private final int outer;
    private final int n;
    private final int inner;
    private final boolean periodic;

    /** Differences along the middle axis of [outer, n, inner]. */
    Differences(int outer, int n, int inner, boolean periodic) {
        this.outer = outer;
        this.n = n;
        this.inner = inner;
        this.periodic = periodic;
    }

    /** Calls back for every nonzero entry of the map within a line: d[row] += factor · x[column], in steps along the axis. */
    private interface Entry {
        void at(int row, int column, float factor);
    }

    private void entries(Entry entry) {
        float half = n / 2f;
        for (int i = 0; i < n; i++) {
            if (i > 0 && i < n - 1 || periodic && n > 2) {
                entry.at(i, (i + 1) % n, half);
                entry.at(i, (i + n - 1) % n, -half);
            } else if (n > 2) {
                int step = i == 0 ? 1 : -1;
                entry.at(i, i, -3 * half * step);
                entry.at(i, i + step, 4 * half * step);
                entry.at(i, i + 2 * step, -half * step);
            } else if (n == 2 && !periodic) {
                entry.at(i, 1, n);
                entry.at(i, 0, -n);
            }
        }
    }

    /** d ← derivative of x. */
    void apply(float[] x, float[] d) {
        Arrays.fill(d, 0f);
        entries((row, column, factor) -> accumulate(x, column, d, row, factor));
    }

    /** g ← g + transpose of the derivative, applied to d. */
    void addTransposed(float[] d, float[] g) {
        entries((row, column, factor) -> accumulate(d, row, g, column, factor));
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
