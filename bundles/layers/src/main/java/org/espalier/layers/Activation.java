package org.espalier.layers;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An element-wise function between linear layers; layers apply it tile by tile. More may come: a {@code switch} over it needs
 * a {@code default}.
 */
@ProviderType
public enum Activation {
    /** {@link Relu}: max(x, 0), the same when applied twice. */
    RELU {
        @Override
        void forward(float[] x, float[] y, int n) {
            Relu.forward(x, y, n);
        }

        @Override
        void forward(float[] x, float[] y, float[] slope, int n) {
            Relu.forward(x, y, slope, n);
        }
    },

    /**
     * {@link Relu} whose slope at 0 is 1: so units that are born at zero learn (ZerO's augmented residual networks: Zhao,
     * Schäfer, Anandkumar, arXiv 2110.12661).
     */
    RELU_OPEN {
        @Override
        void forward(float[] x, float[] y, int n) {
            Relu.forward(x, y, n);
        }

        @Override
        void forward(float[] x, float[] y, float[] slope, int n) {
            Relu.forwardOpen(x, y, slope, n);
        }
    },

    /** {@link Gelu}: x·Φ(x). */
    GELU {
        @Override
        void forward(float[] x, float[] y, int n) {
            Gelu.forward(x, y, n);
        }

        @Override
        void forward(float[] x, float[] y, float[] slope, int n) {
            Gelu.forward(x, y, slope, n);
        }
    };

    abstract void forward(float[] x, float[] y, int n);

    abstract void forward(float[] x, float[] y, float[] slope, int n);
}
