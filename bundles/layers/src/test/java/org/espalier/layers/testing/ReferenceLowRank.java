package org.espalier.layers.testing;

import org.espalier.layers.Base;

/**
 * W0 + U·V in double precision, entry by entry: the oracle for layers of low rank.
 *
 * @param base W0
 * @param in   columns
 * @param out  rows
 * @param rank of the product
 */
public record ReferenceLowRank(Base base, int in, int out, int rank) {
    /**
     * The whole matrix, transposed to the form of a dense layer's weight, [in, out].
     *
     * @param w0 [out, in]; read only where W0 is dense
     */
    public double[] weight(double[] u, double[] v, double[] w0) {
        double[] weight = new double[in * out];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                double sum = fixed(o, i, w0);
                for (int k = 0; k < rank; k++) {
                    sum += u[o * rank + k] * v[k * in + i];
                }
                weight[i * out + o] = sum;
            }
        }
        return weight;
    }

    private double fixed(int o, int i, double[] w0) {
        int m = 0;
        while (1 << m < Math.max(in, out)) {
            m++;
        }
        double c = Math.pow(2, -(m - 1) / 2.0);
        return switch (base) {
            case NONE -> 0;
            case DENSE -> w0[o * in + i];
            case IDENTITY -> o == i ? 1 : 0;
            case HADAMARD -> Integer.bitCount(o & i) % 2 == 0 ? c : -c;
        };
    }

    /** The gradient of U, which is that of the matrix times Vᵀ; dw is [in, out]. */
    public double[] gradientOfU(double[] dw, double[] v) {
        double[] gradient = new double[out * rank];
        for (int o = 0; o < out; o++) {
            for (int k = 0; k < rank; k++) {
                for (int i = 0; i < in; i++) {
                    gradient[o * rank + k] += dw[i * out + o] * v[k * in + i];
                }
            }
        }
        return gradient;
    }

    /** The gradient of V, which is Uᵀ times that of the matrix; dw is [in, out]. */
    public double[] gradientOfV(double[] dw, double[] u) {
        double[] gradient = new double[rank * in];
        for (int k = 0; k < rank; k++) {
            for (int i = 0; i < in; i++) {
                for (int o = 0; o < out; o++) {
                    gradient[k * in + i] += dw[i * out + o] * u[o * rank + k];
                }
            }
        }
        return gradient;
    }
}
