package org.espalier.host.growth;

import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.plugin.RandomStream;

/**
 * Newborn rows that are orthonormal to one another and to all that the rows before them span, by Gram–Schmidt in double precision. Rows that
 * have been trained are orthogonal no longer: an orthonormal basis of theirs is projected off, and they stay.
 */
final class OrthonormalRows {
    /** Below this share of its length, what float32 rows leave of another is rounding. */
    private static final double NOISE = 1e-7;

    /** Below this share of its length, what is left of a row is projected once more (Daniel et al., Math. Comp. 30, 1976). */
    private static final double AGAIN = 0.5;

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
            double[] x = basis[row];
            for (int i = 0; i < width; i++) {
                x[i] = newborn ? random.normal((long) row * width + i) : values[row * width + i];
            }
            double length = Math.sqrt(RowSums.dot(x, x, 0, width));
            double own = project(basis, squares, row);
            if (!newborn && own <= NOISE * length) {
                // All of it lies in what the rows before it span: its square stays 0, and nothing is projected off it.
                continue;
            }
            // Once is enough where little is taken away.
            if (newborn || own < AGAIN * length) {
                project(basis, squares, row);
            }
            squares[row] = RowSums.dot(x, x, 0, width);
            for (int i = 0; newborn && i < width; i++) {
                values[row * width + i] = (float) x[i];
            }
        }
    }

    /** Takes from a row what it has of the basis before it, and makes its norm one; gives what that was. */
    private static double project(double[][] basis, double[] squares, int row) {
        double[] x = basis[row];
        for (int other = 0; other < row; other++) {
            if (squares[other] > 0) {
                double dot = RowSums.dot(x, basis[other], 0, x.length);
                RowSums.add(x, -dot / squares[other], basis[other], 0, x.length);
            }
        }
        double norm = Math.sqrt(RowSums.dot(x, x, 0, x.length));
        for (int i = 0; norm > 0 && i < x.length; i++) {
            x[i] /= norm;
        }
        return norm;
    }
}
