package org.espalier.layers;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Coefficients that spectral convolutions need only from one barrier to the next, shared by the layers of a program so that
 * they stay in cache.
 */
@ProviderType
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
