package org.espalier.layers;

/**
 * Fourier coefficients of some samples: [modes, re/im, samples, channels], so that one mode of a whole batch is a matrix.
 *
 * @param memory   where they lie; it may be longer
 * @param modes    kept modes
 * @param samples  samples in a batch
 * @param channels channels per coefficient
 */
record Spectra(Memory memory, int modes, int samples, int channels) {
    /** Floats that such spectra take. */
    static long length(int modes, int samples, int channels) {
        return 2L * modes * samples * channels;
    }

    /** The address of a sample's channels at a mode; part 0 is real, 1 imaginary. */
    long at(int mode, int part, int sample) {
        return memory.at(((2L * mode + part) * samples + sample) * channels);
    }

    /** Floats between one sample's real and imaginary part, and from there to its next mode. */
    int stride() {
        return samples * channels;
    }
}
