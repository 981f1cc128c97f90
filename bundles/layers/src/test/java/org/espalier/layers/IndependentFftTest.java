package org.espalier.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.TestWorkspace;
import org.jtransforms.fft.DoubleFFT_1D;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The spectral convolution against rfft, mode products and irfft of an independent FFT library. */
class IndependentFftTest {
    static Stream<Arguments> everyModeCount() {
        List<Arguments> all = new ArrayList<>();
        for (int[] grid : new int[][] {{8, 10}, {10, 8}, {7, 9}, {9, 7}, {6, 16}, {5, 6}}) {
            for (int kept = 1; 2 * kept <= Math.min(grid[0], grid[1]); kept++) {
                all.add(Arguments.of(grid, kept));
            }
        }
        for (int n : new int[] {8, 9, 30}) {
            for (int kept = 1; 2 * kept <= n; kept++) {
                all.add(Arguments.of(new int[] {n}, kept));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("everyModeCount")
    void theConvolutionIsRfftProductsIrfft(int[] grid, int kept) {
        try (FourierLayerRig rig = new FourierLayerRig(grid, kept, 2, false)) {
            int n1 = grid.length == 1 ? 1 : grid[0];
            int n2 = grid[grid.length - 1];
            float[] x = TestWorkspace.read(rig.input());
            float[] weights = rig.parameters.values("layer.spectral.weight");
            double[] expected = new double[rig.outputError.length];
            for (int sample = 0; sample < rig.samples; sample++) {
                double[][][] spectra = new double[rig.in][][];
                for (int i = 0; i < rig.in; i++) {
                    spectra[i] = rfft2(x, sample * rig.points * rig.in + i, rig.in, n1, n2);
                }
                for (int o = 0; o < rig.out; o++) {
                    double[][] product = product(spectra, weights, o, rig, grid.length, kept, n1, n2);
                    irfft2(product, n1, n2, expected, sample * rig.points * rig.out + o, rig.out);
                }
            }
            double distance = Numbers.distance(rig.forward(), expected);
            assertTrue(distance < 1e-5, "differs by " + distance);
        }
    }

    /** Rows of interleaved complex numbers [n1][2·n2]; only the half spectrum is read. */
    private static double[][] rfft2(float[] x, int from, int stride, int n1, int n2) {
        double[][] rows = new double[n1][2 * n2];
        for (int i = 0; i < n1; i++) {
            for (int j = 0; j < n2; j++) {
                rows[i][j] = x[from + (i * n2 + j) * stride];
            }
            new DoubleFFT_1D(n2).realForwardFull(rows[i]);
        }
        alongFirstAxis(rows, n1, n2, false);
        return rows;
    }

    private static void alongFirstAxis(double[][] rows, int n1, int n2, boolean inverse) {
        for (int j = 0; j < n2; j++) {
            double[] column = new double[2 * n1];
            for (int i = 0; i < n1; i++) {
                column[2 * i] = rows[i][2 * j];
                column[2 * i + 1] = rows[i][2 * j + 1];
            }
            if (inverse) {
                new DoubleFFT_1D(n1).complexInverse(column, true);
            } else {
                new DoubleFFT_1D(n1).complexForward(column);
            }
            for (int i = 0; i < n1; i++) {
                rows[i][2 * j] = column[2 * i];
                rows[i][2 * j + 1] = column[2 * i + 1];
            }
        }
    }

    private static double[][] product(
            double[][][] x, float[] weights, int o, FourierLayerRig rig, int axes, int kept, int n1, int n2) {
        double[][] y = new double[n1][2 * n2];
        for (int sign = 0; sign < axes; sign++) {
            for (int j = 0; j < (axes == 1 ? 1 : kept); j++) {
                for (int k2 = 0; k2 < kept; k2++) {
                    int row = sign == 0 ? j : n1 - 1 - j;
                    int block = axes == 1 ? k2 : (sign * kept + j) * kept + k2;
                    for (int i = 0; i < rig.in; i++) {
                        double wr = weights[((2 * block) * rig.in + i) * rig.out + o];
                        double wi = weights[((2 * block + 1) * rig.in + i) * rig.out + o];
                        double xr = x[i][row][2 * k2];
                        double xi = x[i][row][2 * k2 + 1];
                        y[row][2 * k2] += xr * wr - xi * wi;
                        y[row][2 * k2 + 1] += xr * wi + xi * wr;
                    }
                }
            }
        }
        return y;
    }

    /** Inverse along the first axis, then each row's half spectrum completed to a Hermitian one, as irfft reads it. */
    private static void irfft2(double[][] y, int n1, int n2, double[] to, int from, int stride) {
        alongFirstAxis(y, n1, n2, true);
        for (int i = 0; i < n1; i++) {
            y[i][1] = 0;
            for (int k = 1; k <= n2 / 2; k++) {
                if (2 * k == n2) {
                    y[i][2 * k + 1] = 0;
                } else {
                    y[i][2 * (n2 - k)] = y[i][2 * k];
                    y[i][2 * (n2 - k) + 1] = -y[i][2 * k + 1];
                }
            }
            new DoubleFFT_1D(n2).complexInverse(y[i], true);
            for (int j = 0; j < n2; j++) {
                to[from + (i * n2 + j) * stride] = y[i][2 * j];
            }
        }
    }
}
