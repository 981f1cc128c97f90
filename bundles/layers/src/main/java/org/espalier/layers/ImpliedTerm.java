package org.espalier.layers;

import java.util.Arrays;

/**
 * A W0 that follows from its sizes: its rows are worked out on heap tiles, and nothing of it is ever stored.
 *
 * <p>Of a Hadamard matrix only an order as large as the shorter side is transformed: below 2^s the signs of a row repeat after
 * 2^s columns, since popcount(i ∧ j) sees no higher bit of i where j has none. So outputs beyond it repeat, and inputs beyond
 * it are folded on those before.
 */
final class ImpliedTerm implements FixedTerm {
    private final Workers workers;
    private final boolean hadamard;
    private final int in;
    private final int out;
    private final int order;
    private final float scale;
    private final int rowsPerTile;
    private final float[][] inputs;
    private final float[][] outputs;
    private final float[][] padded;

    ImpliedTerm(Workers workers, Base base, int in, int out) {
        int larger = Math.max(in, out);
        this.workers = workers;
        this.hadamard = base == Base.HADAMARD;
        this.in = in;
        this.out = out;
        this.order = WalshHadamard.order(Math.min(in, out));
        this.scale = (float) Math.sqrt(2.0 / WalshHadamard.order(larger));
        this.rowsPerTile = Math.max(1, Gelu.TILE / larger);
        this.inputs = new float[workers.count()][rowsPerTile * in];
        this.outputs = new float[workers.count()][rowsPerTile * out];
        this.padded = new float[workers.count()][hadamard ? order : 0];
    }

    @Override
    public void forward(int worker, int rows, long x, float[] biases, long y) {
        Blas blas = workers.blas(worker);
        float[] from = inputs[worker];
        float[] to = outputs[worker];
        for (int first = 0; first < rows; first += rowsPerTile) {
            int n = Math.min(rowsPerTile, rows - first);
            blas.read(x + bytes(first, in), from, n * in);
            System.arraycopy(biases, 0, to, 0, n * out);
            addRows(padded[worker], n, from, in, to, out);
            blas.write(to, n * out, y + bytes(first, out));
        }
    }

    /** Both bases are symmetric about the diagonal, so backward goes as forward does. */
    @Override
    public void backward(int worker, int rows, long dy, long dx) {
        Blas blas = workers.blas(worker);
        float[] from = outputs[worker];
        float[] to = inputs[worker];
        for (int first = 0; first < rows; first += rowsPerTile) {
            int n = Math.min(rowsPerTile, rows - first);
            blas.read(dy + bytes(first, out), from, n * out);
            Arrays.fill(to, 0, n * in, 0f);
            addRows(padded[worker], n, from, out, to, in);
            blas.write(to, n * in, dx + bytes(first, in));
        }
    }

    private static long bytes(int rows, int columns) {
        return (long) rows * columns * Float.BYTES;
    }

    private void addRows(float[] row, int rows, float[] from, int given, float[] to, int wanted) {
        int shared = Math.min(given, wanted);
        for (int r = 0; r < rows; r++) {
            int source = r * given;
            int target = r * wanted;
            if (hadamard) {
                fold(from, source, given, row);
                WalshHadamard.transform(row, order);
                for (int first = 0; first < wanted; first += order) {
                    add(row, Math.min(order, wanted - first), to, target + first);
                }
            } else {
                for (int i = 0; i < shared; i++) {
                    to[target + i] += from[source + i];
                }
            }
        }
    }

    /** row_j ← scale·Σ of the entries whose index is j modulo the order. */
    private void fold(float[] from, int source, int given, float[] row) {
        Arrays.fill(row, 0f);
        for (int first = 0; first < given; first += order) {
            int n = Math.min(order, given - first);
            for (int j = 0; j < n; j++) {
                row[j] += scale * from[source + first + j];
            }
        }
    }

    private static void add(float[] row, int n, float[] to, int at) {
        for (int i = 0; i < n; i++) {
            to[at + i] += row[i];
        }
    }
}
