package org.espalier.host.growth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
import org.espalier.host.training.WorkerTeam;
import org.espalier.host.weights.Ages;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;
import org.junit.jupiter.api.Test;

class SpectraTest {
    @Test
    void anEntryBelongsToTheShellOfItsLargestIndex() {
        Dim modes = Dim.of("modes", DimKind.MODES, 3, 9);
        Parameter spectral = Parameter.trained(
                "r", Init.zero(), Axis.fixed(Role.SPATIAL, 2).times(modes), Axis.of(Role.SPATIAL, modes));
        float[] values = new float[18];
        double[] expected = new double[3];
        for (int sign = 0; sign < 2; sign++) {
            for (int k1 = 0; k1 < 3; k1++) {
                for (int k2 = 0; k2 < 3; k2++) {
                    float value = 1 + sign + 10 * k1 + 100 * k2;
                    values[(sign * 3 + k1) * 3 + k2] = value;
                    expected[Math.max(k1, k2)] += value * value;
                }
            }
        }
        double[] energies = new double[3];
        new Shells(spectral, "modes", 3).addEnergy(values, energies);
        assertArrayEquals(expected, energies, 1e-9);
    }

    private static Spectra.Pair pair(int rank, int rows, int columns) {
        Dim dim = Dim.of("rank", DimKind.RANK, rank, 200);
        Parameter u = Parameter.trained("u", Init.zero(), Axis.fixed(Role.PRODUCES, rows), Axis.of(Role.CONSUMES, dim));
        Parameter v =
                Parameter.trained("v", Init.zero(), Axis.of(Role.PRODUCES, dim), Axis.fixed(Role.CONSUMES, columns));
        return new Spectra.Pair(new ProductFactor(u, "rank"), new ProductFactor(v, "rank"));
    }

    private static double[] energies(float[] left, float[] right, int rank) {
        int rows = rank == 0 ? 1 : left.length / rank;
        int columns = rank == 0 ? 1 : right.length / rank;
        return pair(rank, rows, columns).grams(left, right, 0).energies();
    }

    @Test
    void aProductsSpectrumAgreesWithItsSingularValues() {
        // U has columns (3,4)/5 and (−4,3)/5, V rows e0, e1: singular values are the scales by construction.
        double[] s = {7, 2};
        float[] left = {(float) (0.6 * s[0]), (float) (-0.8 * s[1]), (float) (0.8 * s[0]), (float) (0.6 * s[1])};
        float[] right = {1, 0, 0, 0, 1, 0};
        assertArrayEquals(new double[] {49, 4}, energies(left, right, 2), 1e-5);
    }

    @Test
    void aProductsSpectrumKeepsTheFrobeniusNormAndKnowsZeroAndRankDeficiency() {
        RandomStream random = RandomStream.of(3, "spectrum");
        int m = 17;
        int r = 6;
        int n = 11;
        float[] left = new float[m * r];
        float[] right = new float[r * n];
        for (int i = 0; i < left.length; i++) {
            left[i] = (float) random.normal(i);
        }
        for (int i = 0; i < right.length; i++) {
            right[i] = (float) random.normal(1000 + i);
        }
        for (int i = 0; i < m; i++) {
            left[i * r + 5] = left[i * r];
        }
        for (int j = 0; j < n; j++) {
            right[5 * n + j] = right[j];
        }
        double norm = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < r; k++) {
                    sum += (double) left[i * r + k] * right[k * n + j];
                }
                norm += sum * sum;
            }
        }
        double[] spectrum = energies(left, right, r);
        double sum = 0;
        for (int i = 0; i < r; i++) {
            sum += spectrum[i];
            assertEquals(true, i == 0 || spectrum[i] <= spectrum[i - 1]);
        }
        assertEquals(norm, sum, 1e-9 * norm);
        assertEquals(0, spectrum[5], 1e-9 * spectrum[0]);
        assertArrayEquals(new double[r], energies(new float[m * r], right, r));
        assertEquals(0, energies(new float[0], new float[0], 0).length);
    }

    /** Sixty of a hundred terms have a left side that others have: rounding must not pass for directions. */
    @Test
    void termsThatRepeatOthersAddNoDirections() {
        RandomStream random = RandomStream.of(7, "repeated");
        int terms = 100;
        int different = 40;
        float[] left = new float[128 * terms];
        float[] right = new float[terms * 110];
        for (int i = 0; i < left.length; i++) {
            left[i] = (float) random.normal((long) (i / terms) * terms + i % terms % different);
        }
        for (int i = 0; i < right.length; i++) {
            right[i] = (float) random.normal(1_000_000 + i);
        }
        GramPair grams = pair(terms, 128, 110).grams(left, right, 0);
        assertTrue(grams.energies()[different - 1] > 1e-3 * grams.energies()[0]);
        assertEquals(0, grams.energies()[different]);
        assertEquals(different, new BalancedBasis(grams).rank());
    }

    /** U·V itself, and its singular values from that: what the factors' Gram matrices must agree with. */
    @Test
    void theSpectrumFromTheFactorsIsThatOfTheDenseProduct() {
        RandomStream random = RandomStream.of(5, "dense");
        int m = 24;
        int r = 9;
        int n = 15;
        float[] left = new float[m * r];
        float[] right = new float[r * n];
        for (int i = 0; i < left.length; i++) {
            left[i] = (float) (random.normal(i) * Math.pow(0.4, i % r));
        }
        for (int i = 0; i < right.length; i++) {
            right[i] = (float) random.normal(1000 + i);
        }
        double[][] dense = new double[n][m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < r; k++) {
                    dense[j][i] += (double) left[i * r + k] * right[k * n + j];
                }
            }
        }
        double[][] gram = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < m; k++) {
                    gram[i][j] += dense[i][k] * dense[j][k];
                }
            }
        }
        double[] expected = SymmetricEigenvalues.valuesOf(gram);
        Arrays.sort(expected);
        double[] spectrum = energies(left, right, r);
        for (int k = 0; k < r; k++) {
            double value = Math.sqrt(expected[n - 1 - k]);
            assertEquals(value, Math.sqrt(spectrum[k]), 1e-5 * value, "value " + k);
        }
    }

    /** Five products and two sets of shells, of very different sizes, so that workers take them in another order every time. */
    @Test
    void spectraAreEqualToTheBitHoweverManyWorkersComputeThem() {
        List<Dim> dims = new ArrayList<>();
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String name = "l" + i;
            Dim rank = Dim.of(name + ".rank", DimKind.RANK, 3 + 9 * i, 99)
                    .withSpectrum(Spectrum.product(name + ".u", name + ".v"));
            dims.add(rank);
            parameters.add(Parameter.trained(
                    name + ".u", Init.normal(1), Axis.fixed(Role.PRODUCES, 30), Axis.of(Role.CONSUMES, rank)));
            parameters.add(Parameter.trained(
                    name + ".v", Init.normal(1), Axis.of(Role.PRODUCES, rank), Axis.fixed(Role.CONSUMES, 20)));
        }
        for (int i = 0; i < 2; i++) {
            Dim modes = Dim.of("m" + i, DimKind.MODES, 4, 9).withSpectrum(Spectrum.shells("r" + i));
            dims.add(modes);
            parameters.add(Parameter.trained("r" + i, Init.normal(1), Axis.of(Role.SPATIAL, modes)));
        }
        try (Owned owned = new Owned(Revision.make(0, Dims.of(dims), Layout.of(parameters), SpectraTest::drawn))) {
            for (int workers = 1; workers <= 4; workers++) {
                try (WorkerTeam team = new WorkerTeam("spectra", workers)) {
                    Map<String, double[]> shared = new Spectra(team::run).of(dims, owned.revision());
                    assertEquals(7, shared.size());
                    for (Dim dim : dims) {
                        double[] energies = shared.get(dim.name());
                        assertTrue(energies[0] > 0, dim.name());
                        assertArrayEquals(Spectra.of(dim, owned.revision()), energies, dim.name());
                    }
                }
            }
        }
    }

    private record Owned(Revision revision) implements AutoCloseable {
        @Override
        public void close() {
            revision.close();
        }
    }

    private static Tensor drawn(Parameter parameter) {
        RandomStream random = RandomStream.of(2, parameter.name());
        float[] values = new float[parameter.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.normal(i);
        }
        return new Tensor(parameter, values, new float[0][], Ages.bornAt(parameter, 0), new double[0]);
    }
}
