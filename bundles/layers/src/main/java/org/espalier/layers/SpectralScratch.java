package org.espalier.layers;

/**
 * Coefficients that spectral convolutions need only from one barrier to the next, shared by the layers of a program so that
 * they stay in cache.
 */
public final class SpectralScratch {
    private final Memory inner;
    private final Memory outer;

    /** Scratch for up to that many modes and channels. */
    public SpectralScratch(Workers workers, int modes, int samples, int channels) {
        long length = Spectra.length(modes, samples, channels);
        this.inner = workers.allocate(length);
        this.outer = workers.allocate(length);
    }

    /** Gradients of input coefficients. */
    Memory inner() {
        return inner;
    }

    /** Output coefficients and their gradients. */
    Memory outer() {
        return outer;
    }
}
