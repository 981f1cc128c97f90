package org.espalier.layers;

/**
 * The truncated discrete Fourier transform of real fields as matrix products: only the modes that are kept are computed.
 *
 * <p>It stands for one real matrix D, from a field's points to the real and imaginary parts of its kept coefficients, X = D·x,
 * unnormalised as in {@code rfft2}. Everything else is D's transpose: the inverse transform of coefficients Y, of which
 * Hermitian partners are left out as in {@code irfft2}, is Dᵀ·(s·Y) with the {@link #scale} s; the gradient of X passes back by
 * Dᵀ, that of s·Y by D. One object serves any number of layers of its grid, modes and channels.
 */
interface FourierTransform {
    /** Kept modes; mode 0 is the mean. */
    int modes();

    /** Grid points of one sample. */
    int points();

    /** Grid points in one row: what is innermost of the outermost axis. */
    int rowPoints();

    /** Where a mode's matrices stand among those of the weights. */
    int weightIndex(int mode);

    /** What the inverse transform multiplies a mode by: 1/points, twice that for a mode whose partner is left out. */
    float scale(int mode);

    /** spectra ← D·field, for one sample. */
    void analyse(int worker, Field field, int sample, Spectra spectra);

    /** Does what all rows of Dᵀ·spectra have in common; {@link #addRows} of the same worker and sample follow. */
    void beginRows(int worker, Spectra spectra, int sample);

    /** field ← field + Dᵀ·spectra in some rows of one sample. */
    void addRows(int worker, Spectra spectra, Field field, int sample, int first, int rows);
}
