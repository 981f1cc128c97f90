package org.espalier.layers;

import org.osgi.annotation.versioning.ProviderType;

/** The rectified linear unit, max(x, 0), and its slope, 1 above 0 and else 0, on heap tiles. NaN stays NaN. */
@ProviderType
public final class Relu {
    private Relu() {}

    /** y ← max(x, 0) for the first n entries; y may be x. */
    public static void forward(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(x[i], 0f);
        }
    }

    /** y ← max(x, 0) and slope ← [x > 0] for the first n entries; slope is another array. */
    public static void forward(float[] x, float[] y, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
            slope[i] = x[i] > 0f ? 1f : 0f;
        }
        forward(x, y, n);
    }

    /** y ← max(x, 0) and slope ← [x ≥ 0] for the first n entries; slope is another array. */
    public static void forwardOpen(float[] x, float[] y, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
            slope[i] = x[i] >= 0f ? 1f : 0f;
        }
        forward(x, y, n);
    }
}
