package org.espalier.layers;

/**
 * W0 as a parameter that is not trained.
 *
 * @param w0 [out, in]
 */
record FrozenTerm(Workers workers, Weight w0, int in, int out) implements FixedTerm {
    @Override
    public void forward(int worker, int rows, long x, float[] biases, long y) {
        Blas blas = workers.blas(worker);
        blas.write(biases, rows * out, y);
        blas.nt(rows, out, in, 1f, x, in, w0.at(0), in, 1f, y, out);
    }

    @Override
    public void backward(int worker, int rows, long dy, long dx) {
        workers.blas(worker).nn(rows, in, out, 1f, dy, out, w0.at(0), in, 0f, dx, in);
    }
}
