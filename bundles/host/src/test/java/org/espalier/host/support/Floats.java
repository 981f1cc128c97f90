package org.espalier.host.support;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Plain arrays from contiguous native ones and back. */
final class Floats {
    private Floats() {}

    static float[] read(INDArray array) {
        float[] values = new float[(int) array.length()];
        new FloatPointer(array.data().addressPointer()).get(values, 0, values.length);
        return values;
    }

    static void write(INDArray array, float[] values) {
        new FloatPointer(array.data().addressPointer()).put(values, 0, values.length);
    }

    /** c += a·b, with a [m, k] or its transpose [k, m], b [k, n] or its transpose [n, k]. */
    static void multiply(float[] a, boolean aTurned, float[] b, boolean bTurned, float[] c, int m, int k, int n) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += a[aTurned ? l * m + i : i * k + l] * b[bTurned ? j * k + l : l * n + j];
                }
                c[i * n + j] += sum;
            }
        }
    }
}
