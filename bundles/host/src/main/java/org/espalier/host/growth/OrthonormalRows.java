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
        for (int row = 0; row < rows; row++) {
            boolean newborn = region.newborn(0, row);
            for (int i = 0; i < width; i++) {
                basis[row][i] = newborn ? random.normal((long) row * width + i) : values[row * width + i];
            }
            if (newborn) {
                project(basis, row);
                project(basis, row);
                for (int i = 0; i < width; i++) {
                    values[row * width + i] = (float) basis[row][i];
                }
            }
        }
    }

    private static void project(double[][] basis, int row) {
        double[] x = basis[row];
        for (int other = 0; other < row; other++) {
            double dot = 0;
            double norm = 0;
            for (int i = 0; i < x.length; i++) {
                dot += x[i] * basis[other][i];
                norm += basis[other][i] * basis[other][i];
            }
            for (int i = 0; norm > 0 && i < x.length; i++) {
                x[i] -= dot / norm * basis[other][i];
            }
        }
        double norm = 0;
        for (double v : x) {
            norm += v * v;
        }
        norm = Math.sqrt(norm);
        for (int i = 0; i < x.length; i++) {
            x[i] /= norm;
        }
    }
}
