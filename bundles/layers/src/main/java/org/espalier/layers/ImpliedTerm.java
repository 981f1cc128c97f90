package org.espalier.layers;

import java.util.Arrays;

/** A W0 that follows from its sizes: its rows are worked out on heap tiles, and nothing of it is ever stored. */
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
        this.order = WalshHadamard.order(larger);
        this.scale = (float) Math.sqrt(2.0 / order);
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
            int target = r * wanted;
            int source = r * given;
            if (hadamard) {
                System.arraycopy(from, source, row, 0, given);
                Arrays.fill(row, given, order, 0f);
                WalshHadamard.transform(row, order);
                for (int i = 0; i < wanted; i++) {
                    to[target + i] += scale * row[i];
                }
            } else {
                for (int i = 0; i < shared; i++) {
                    to[target + i] += from[source + i];
                }
            }
        }
    }
}
