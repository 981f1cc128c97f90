package org.espalier.testkit.doubles;

/** A matrix in c-order times a vector. */
final class Linear {
    private Linear() {}

    /** W·x, where W has as many columns as x has entries. */
    static double[] of(float[] weight, double[] x) {
        if (x.length == 0) {
            throw new IllegalArgumentException("of a matrix without columns the rows are unknown");
        }
        return of(weight, x, weight.length / x.length);
    }

    /** W·x with that many rows. */
    static double[] of(float[] weight, double[] x, int rows) {
        double[] y = new double[rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < x.length; column++) {
                y[row] += weight[row * x.length + column] * x[column];
            }
        }
        return y;
    }
}
