package org.espalier.layers.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * A spectral convolution in double precision, by plain loops from the definition: the oracle for forward and backward.
 *
 * <p>Arrays as in the layers: fields [samples, points, channels], weights [k, 2, in, out] or [±, k1, k2, 2, in, out].
 */
public final class ReferenceSpectral {
    private final int[] grid;
    private final int samples;
    private final int in;
    private final int out;
    private final int points;
    private final List<int[]> modes = new ArrayList<>();
    private final double[][] cos;
    private final double[][] sin;

    /** A convolution on a grid of one or two axes that keeps so many modes per axis and sign. */
    public ReferenceSpectral(int[] grid, int kept, int samples, int in, int out) {
        this.grid = grid.length == 1 ? new int[] {1, grid[0]} : grid;
        this.samples = samples;
        this.in = in;
        this.out = out;
        this.points = this.grid[0] * this.grid[1];
        for (int sign = 0; sign < grid.length; sign++) {
            for (int j = 0; j < (grid.length == 1 ? 1 : kept); j++) {
                for (int k2 = 0; k2 < kept; k2++) {
                    modes.add(new int[] {sign == 0 ? j : -(j + 1), k2});
                }
            }
        }
        this.cos = new double[modes.size()][points];
        this.sin = new double[modes.size()][points];
        for (int m = 0; m < modes.size(); m++) {
            for (int p = 0; p < points; p++) {
                cos[m][p] = Math.cos(angle(modes.get(m), p));
                sin[m][p] = Math.sin(angle(modes.get(m), p));
            }
        }
    }

    /** Real entries of the weights. */
    public int weightLength() {
        return modes.size() * 2 * in * out;
    }

    private double angle(int[] mode, int point) {
        double turns = (double) mode[0] * (point / grid[1]) / grid[0] + (double) mode[1] * (point % grid[1]) / grid[1];
        return 2 * Math.PI * turns;
    }

    /** 1/points, twice that for a mode of the half spectrum whose partner is left out. */
    private double scale(int[] mode) {
        return (mode[1] == 0 || 2 * mode[1] == grid[1] ? 1.0 : 2.0) / points;
    }

    /** y ← y + the convolution of x. */
    public void forward(double[] x, double[] weights, double[] y) {
        for (int m = 0; m < modes.size(); m++) {
            int[] mode = modes.get(m);
            for (int sample = 0; sample < samples; sample++) {
                double[] xr = new double[in];
                double[] xi = new double[in];
                transform(m, x, sample, in, xr, xi);
                for (int o = 0; o < out; o++) {
                    double re = 0;
                    double im = 0;
                    for (int i = 0; i < in; i++) {
                        double wr = weights[(2 * m * in + i) * out + o];
                        double wi = weights[((2 * m + 1) * in + i) * out + o];
                        re += xr[i] * wr - xi[i] * wi;
                        im += xr[i] * wi + xi[i] * wr;
                    }
                    for (int p = 0; p < points; p++) {
                        y[(sample * points + p) * out + o] += scale(mode) * (re * cos[m][p] - im * sin[m][p]);
                    }
                }
            }
        }
    }

    /** Adds the gradients: dx and dw grow by what dy gives. */
    public void backward(double[] x, double[] weights, double[] dy, double[] dx, double[] dw) {
        for (int m = 0; m < modes.size(); m++) {
            int[] mode = modes.get(m);
            for (int sample = 0; sample < samples; sample++) {
                double[] xr = new double[in];
                double[] xi = new double[in];
                double[] er = new double[out];
                double[] ei = new double[out];
                transform(m, x, sample, in, xr, xi);
                transform(m, dy, sample, out, er, ei);
                for (int i = 0; i < in; i++) {
                    double ar = 0;
                    double ai = 0;
                    for (int o = 0; o < out; o++) {
                        int re = (2 * m * in + i) * out + o;
                        int im = ((2 * m + 1) * in + i) * out + o;
                        double gr = scale(mode) * er[o];
                        double gi = scale(mode) * ei[o];
                        dw[re] += gr * xr[i] + gi * xi[i];
                        dw[im] += gi * xr[i] - gr * xi[i];
                        ar += gr * weights[re] + gi * weights[im];
                        ai += gr * weights[im] - gi * weights[re];
                    }
                    for (int p = 0; p < points; p++) {
                        dx[(sample * points + p) * in + i] += ar * cos[m][p] + ai * sin[m][p];
                    }
                }
            }
        }
    }

    private void transform(int m, double[] field, int sample, int channels, double[] re, double[] im) {
        for (int p = 0; p < points; p++) {
            for (int c = 0; c < channels; c++) {
                double value = field[(sample * points + p) * channels + c];
                re[c] += value * cos[m][p];
                im[c] -= value * sin[m][p];
            }
        }
    }
}
