package org.espalier.layers;

/** No W0. */
record NoTerm(Workers workers, int in, int out) implements FixedTerm {
    @Override
    public void forward(int worker, int rows, long x, float[] biases, long y) {
        workers.blas(worker).write(biases, rows * out, y);
    }

    @Override
    public void backward(int worker, int rows, long dy, long dx) {
        workers.blas(worker).zero(dx, (long) rows * in);
    }
}
