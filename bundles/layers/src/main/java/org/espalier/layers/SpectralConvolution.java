package org.espalier.layers;

import org.jspecify.annotations.Nullable;

/**
 * A convolution by its kept Fourier modes: each mode's channels are multiplied by a complex matrix of its own, all other modes
 * vanish (Li et al., arXiv 2010.08895).
 *
 * <p>Weights are [modes in the order of the parameter, re/im, in, out]: [k, re/im, in, out] in one dimension, [±, k1, k2,
 * re/im, in, out] in two, where the row of index j in the − block has frequency −(j + 1). The bias of whatever the result is
 * added to may come along: a constant is the real part of mode 0. Each mode, and so each weight's gradient, belongs to one
 * worker.
 */
final class SpectralConvolution {
    private final Workers workers;
    private final FourierTransform transform;
    private final Weight weights;
    private final @Nullable Weight bias;
    private final int samples;
    private final int in;
    private final int out;
    private final boolean empty;
    private final Spectra input;
    private final Spectra output;
    private final Spectra inputError;
    private final Spectra outputError;
    private final float[][] biases;
    private final float[][] means;

    /**
     * A prepared spectral convolution.
     *
     * @param transform of the grid; of one mode, which only the bias uses, if no mode is kept
     * @param weights   2·modes·in·out values
     * @param bias      out values, or null
     * @param scratch   coefficients that no other layer needs at the same time
     */
    SpectralConvolution(
            Workers workers,
            FourierTransform transform,
            Weight weights,
            @Nullable Weight bias,
            int samples,
            int in,
            int out,
            SpectralScratch scratch) {
        this.workers = workers;
        this.transform = transform;
        this.weights = weights;
        this.bias = bias;
        this.samples = samples;
        this.in = in;
        this.out = out;
        this.empty = weights.length() == 0;
        int modes = transform.modes();
        this.input = new Spectra(workers.allocate(Spectra.length(modes, samples, in)), modes, samples, in);
        this.output = new Spectra(scratch.outer(), modes, samples, out);
        this.outputError = new Spectra(scratch.outer(), modes, samples, out);
        this.inputError = new Spectra(scratch.inner(), modes, samples, in);
        this.biases = new float[workers.count()][out];
        this.means = new float[workers.count()][samples * out];
    }

    /** Forward, first part: the coefficients of one sample's input. */
    void analyse(int worker, Field field, int sample) {
        transform.analyse(worker, field, sample, input);
    }

    /** Forward, second part: a worker's share of the modes, once all samples are analysed. */
    void mix(int worker) {
        Blas blas = workers.blas(worker);
        int rows = samples;
        for (int mode = workers.first(worker, modes()); mode < workers.first(worker + 1, modes()); mode++) {
            float s = transform.scale(mode);
            long zr = input.at(mode, 0, 0);
            long zi = input.at(mode, 1, 0);
            long yr = output.at(mode, 0, 0);
            long yi = output.at(mode, 1, 0);
            if (empty) {
                blas.zero(yr, 2L * rows * out);
            } else {
                long wr = weights.at(2L * transform.weightIndex(mode) * in * out);
                long wi = wr + (long) in * out * Float.BYTES;
                blas.nn(2 * rows, out, in, s, zr, in, wr, out, 0f, yr, out);
                blas.nn(rows, out, in, -s, zi, in, wi, out, 1f, yr, out);
                blas.nn(rows, out, in, s, zr, in, wi, out, 1f, yi, out);
            }
            if (mode == 0 && bias != null) {
                addBias(worker, blas, bias, yr);
            }
        }
    }

    private void addBias(int worker, Blas blas, Weight bias, long mean) {
        float[] values = biases[worker];
        float[] all = means[worker];
        blas.read(bias.at(0), values, out);
        blas.read(mean, all, samples * out);
        for (int i = 0; i < all.length; i++) {
            all[i] += values[i % out];
        }
        blas.write(all, all.length, mean);
    }

    /** Forward, third part: what all rows of one sample have in common, once all modes are mixed. */
    void beginRows(int worker, int sample) {
        transform.beginRows(worker, output, sample);
    }

    /** Forward, last part: adds the convolution to some rows of one sample. */
    void addRows(int worker, Field field, int sample, int first, int rows) {
        transform.addRows(worker, output, field, sample, first, rows);
    }

    /** Backward, first part: the coefficients of one sample's output gradient. */
    void analyseError(int worker, Field error, int sample) {
        transform.analyse(worker, error, sample, outputError);
    }

    /** Backward, second part: gradients of a worker's share of the modes, once all samples are analysed. */
    void mixBackward(int worker) {
        Blas blas = workers.blas(worker);
        int rows = samples;
        for (int mode = workers.first(worker, modes()); mode < workers.first(worker + 1, modes()); mode++) {
            float s = transform.scale(mode);
            long er = outputError.at(mode, 0, 0);
            long ei = outputError.at(mode, 1, 0);
            long dr = inputError.at(mode, 0, 0);
            long di = inputError.at(mode, 1, 0);
            if (mode == 0 && bias != null) {
                blas.addRows(rows, out, er, out, bias.gradientAt(worker, 0));
            }
            if (empty) {
                blas.zero(dr, 2L * rows * in);
                continue;
            }
            long at = 2L * transform.weightIndex(mode) * in * out;
            long wr = weights.at(at);
            long wi = wr + (long) in * out * Float.BYTES;
            blas.nt(2 * rows, in, out, s, er, out, wr, out, 0f, dr, in);
            blas.nt(rows, in, out, s, ei, out, wi, out, 1f, dr, in);
            blas.nt(rows, in, out, -s, er, out, wi, out, 1f, di, in);
            long zr = input.at(mode, 0, 0);
            long zi = input.at(mode, 1, 0);
            long gr = weights.gradientAt(worker, at);
            long gi = gr + (long) in * out * Float.BYTES;
            blas.tn(in, out, 2 * rows, s, zr, in, er, out, 1f, gr, out);
            blas.tn(in, out, rows, s, zr, in, ei, out, 1f, gi, out);
            blas.tn(in, out, rows, -s, zi, in, er, out, 1f, gi, out);
        }
    }

    /** Backward, third part: what all rows of one sample have in common, once all modes are done. */
    void beginErrorRows(int worker, int sample) {
        transform.beginRows(worker, inputError, sample);
    }

    /** Backward, last part: adds the input's gradient to some rows of one sample. */
    void addErrorRows(int worker, Field error, int sample, int first, int rows) {
        transform.addRows(worker, inputError, error, sample, first, rows);
    }

    private int modes() {
        return transform.modes();
    }
}
