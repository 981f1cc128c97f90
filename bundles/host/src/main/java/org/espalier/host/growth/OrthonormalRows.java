package org.espalier.host.growth;

import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.plugin.RandomStream;

/** Newborn rows that are orthonormal to one another and to the rows before them, by Gram–Schmidt in double precision, twice. */
final class OrthonormalRows {
    private OrthonormalRows() {}

    /** Fills newborn rows along the first axis; a row is all that the other axes span. */
    static void fill(Parameter parameter, Region region, float[] values, RandomStream random) {
        int rows = region.shape()[0];
        int width = rows == 0 ? 0 : values.length / rows;
        if (rows > width) {
            throw new IllegalArgumentException(
                    parameter.name() + ": " + rows + " rows of " + width + " entries cannot be orthonormal");
        }
        double[][] basis = new double[rows][width];
        double[] squares = new double[rows];
        for (int row = 0; row < rows; row++) {
            boolean newborn = region.newborn(0, row);
            for (int i = 0; i < width; i++) {
                basis[row][i] = newborn ? random.normal((long) row * width + i) : values[row * width + i];
            }
            if (newborn) {
                project(basis, squares, row);
                project(basis, squares, row);
                for (int i = 0; i < width; i++) {
                    values[row * width + i] = (float) basis[row][i];
                }
            }
            squares[row] = RowSums.dot(basis[row], basis[row], 0, width);
        }
    }

    /** Takes from a row what it has of those before it, whose squared norms are known, and makes its own norm one. */
    private static void project(double[][] basis, double[] squares, int row) {
        double[] x = basis[row];
        for (int other = 0; other < row; other++) {
            if (squares[other] > 0) {
                double dot = RowSums.dot(x, basis[other], 0, x.length);
                RowSums.add(x, -dot / squares[other], basis[other], 0, x.length);
            }
        }
        double norm = Math.sqrt(RowSums.dot(x, x, 0, x.length));
        for (int i = 0; i < x.length; i++) {
            x[i] /= norm;
        }
    }
}
