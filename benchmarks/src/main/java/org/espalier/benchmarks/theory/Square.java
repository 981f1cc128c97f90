package org.espalier.benchmarks.theory;

import java.util.Arrays;
import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.growth.Spectra;
import org.espalier.host.weights.Ages;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;

/**
 * A small square matrix in double precision.
 *
 * @param n       rows and columns
 * @param entries in c-order
 */
public record Square(int n, double[] entries) {
    public static Square diagonal(int n, double... values) {
        double[] entries = new double[n * n];
        for (int i = 0; i < values.length; i++) {
            entries[i * n + i] = values[i];
        }
        return new Square(n, entries);
    }

    public static Square of(int n, float[] values) {
        double[] entries = new double[n * n];
        Arrays.setAll(entries, i -> values[i]);
        return new Square(n, entries);
    }

    /** An orthogonal matrix, drawn: Gaussian rows by Gram–Schmidt, twice. */
    static Square orthogonal(int n, String name) {
        RandomStream random = RandomStream.of(1, name);
        double[] entries = new double[n * n];
        Arrays.setAll(entries, random::normal);
        Square drawn = new Square(n, entries);
        for (int row = 0; row < n; row++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int before = 0; before < row; before++) {
                    drawn.addRow(row, before, -drawn.dot(row, before));
                }
                drawn.addRow(row, row, 1 / Math.sqrt(drawn.dot(row, row)) - 1);
            }
        }
        return drawn;
    }

    private double dot(int row, int other) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += entries[row * n + j] * entries[other * n + j];
        }
        return sum;
    }

    private void addRow(int to, int row, double by) {
        for (int j = 0; j < n; j++) {
            entries[to * n + j] += by * entries[row * n + j];
        }
    }

    Square times(Square other) {
        double[] product = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                for (int j = 0; j < n; j++) {
                    product[i * n + j] += entries[i * n + k] * other.entries[k * n + j];
                }
            }
        }
        return new Square(n, product);
    }

    Square times(double scale) {
        return new Square(n, Arrays.stream(entries).map(x -> scale * x).toArray());
    }

    /** This less another. */
    public Square minus(Square other) {
        double[] difference = entries.clone();
        Arrays.setAll(difference, i -> entries[i] - other.entries[i]);
        return new Square(n, difference);
    }

    Square transposed() {
        double[] transposed = new double[n * n];
        Arrays.setAll(transposed, at -> entries[at % n * n + at / n]);
        return new Square(n, transposed);
    }

    float[] floats() {
        float[] floats = new float[entries.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) entries[i];
        }
        return floats;
    }

    /** Singular values, largest first, as the host computes them of any product: here of this matrix and the identity. */
    public double[] singularValues() {
        Dim rank = Dim.of("rank", DimKind.RANK, n, n).withSpectrum(Spectrum.product("u", "v"));
        Layout layout = Layout.of(
                Parameter.frozen("u", Init.zero(), Axis.fixed(Role.PRODUCES, n), Axis.of(Role.CONSUMES, rank)),
                Parameter.frozen("v", Init.identity(), Axis.of(Role.PRODUCES, rank), Axis.fixed(Role.CONSUMES, n)));
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        float[] identity = diagonal(n, ones).floats();
        Revision revision = Revision.make(
                0, Dims.of(List.of(rank)), layout, p -> tensor(p, p.name().equals("u") ? floats() : identity));
        try {
            return Arrays.stream(Spectra.of(rank, revision)).map(Math::sqrt).toArray();
        } finally {
            revision.close();
        }
    }

    private static Tensor tensor(Parameter parameter, float[] values) {
        return new Tensor(parameter, values, new float[0][], Ages.bornAt(parameter, 0), new double[0]);
    }
}
