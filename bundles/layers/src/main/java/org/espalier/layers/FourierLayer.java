package org.espalier.layers;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One layer of a Fourier neural operator: y = σ(spectral convolution of x + x·W + b), with GELU or nothing for σ (Li et al.,
 * arXiv 2010.08895).
 *
 * <p>Parameters: {@code <name>.spectral.weight} as in {@link SpectralConvolution}, {@code <name>.skip.weight} [in, out], which
 * BLAS takes as it is, and {@code <name>.skip.bias} [out]; or those of another linear layer, of low rank perhaps, in the place
 * of x·W + b.
 *
 * <p>Call order of a pass, with a barrier where the split changes: analyse for all samples | mix | combine for all samples.
 * Backward: analyseError | mixBackward | combineBackward. What is given to analyseError is the gradient before σ: whoever
 * computed it has already multiplied by this layer's slopes, while they and it were in cache.
 */
@ProviderType
public final class FourierLayer {
    /** Floats of a block of a field: 64 KiB, so that the blocks of two fields and the coefficients stay in a 1 MiB cache. */
    private static final int BLOCK_FLOATS = 16_384;

    private final Field input;
    private final Field output;
    private final SpectralConvolution spectral;
    private final LinearLayer skip;
    private final RowBlocks blocks;
    private final @Nullable PointwiseActivation activation;

    /**
     * A prepared layer.
     *
     * @param name      prefix of the parameters' names
     * @param grid      the grid and the modes kept of it
     * @param scratch   shared by the layers of a program
     * @param activated whether σ is GELU
     */
    public FourierLayer(
            Workers workers,
            Weights weights,
            String name,
            FourierGrid grid,
            Field input,
            Field output,
            SpectralScratch scratch,
            boolean activated) {
        this(workers, weights, name, grid, input, output, scratch, activated, null);
    }

    /**
     * Likewise, beside a linear layer of another form.
     *
     * @param skip from the input to the output, with a bias of its own; null for x·W + b
     */
    public FourierLayer(
            Workers workers,
            Weights weights,
            String name,
            FourierGrid grid,
            Field input,
            Field output,
            SpectralScratch scratch,
            boolean activated,
            @Nullable LinearLayer skip) {
        this.input = input;
        this.output = output;
        int in = input.channels();
        int out = output.channels();
        this.skip = skip == null ? new UnbiasedLinear(workers, weights, name + ".skip.weight", input, output) : skip;
        Weight bias = skip == null ? weights.owned(name + ".skip.bias", out) : null;
        Weight kernel = weights.owned(name + ".spectral.weight", grid.weightLength(in, out));
        FourierTransform transform = grid.transform();
        this.spectral = new SpectralConvolution(workers, transform, kernel, bias, input.samples(), in, out, scratch);
        this.blocks = RowBlocks.of(input.points(), transform.rowPoints(), BLOCK_FLOATS / Math.max(in, out));
        this.activation = activated
                ? new PointwiseActivation(
                        workers, Activation.GELU, output.samples(), blocks.count(), blocks.points() * out)
                : null;
    }

    /** Lays out what the linear layer needs; each worker, before its first sample of a pass. */
    public void begin(int worker) {
        skip.begin(worker);
    }

    /** Gets ready for a pass that a backward follows; one thread. */
    public void keepSlopes() {
        if (activation != null) {
            activation.keepSlopes();
        }
    }

    /** Transforms one sample of the input. */
    public void analyse(int worker, int sample) {
        spectral.analyse(worker, input, sample);
    }

    /** Mixes channels in a worker's share of the modes. */
    public void mix(int worker) {
        spectral.mix(worker);
    }

    /** Computes one sample of the output, block by block. */
    public void combine(int worker, int sample, boolean training) {
        int out = output.channels();
        spectral.beginRows(worker, sample);
        for (int block = 0; block < blocks.count(); block++) {
            int first = blocks.first(block);
            int rows = blocks.length(block);
            int from = first * blocks.rowPoints();
            int points = rows * blocks.rowPoints();
            skip.forward(worker, sample, from, points);
            spectral.addRows(worker, output, sample, first, rows);
            if (activation != null) {
                activation.forward(worker, sample, block, output.at(sample, from), points * out, training);
            }
        }
    }

    /** Transforms one sample of the gradient before σ. */
    public void analyseError(int worker, Field error, int sample) {
        spectral.analyseError(worker, error, sample);
    }

    /** Computes the gradients of a worker's share of the modes. */
    public void mixBackward(int worker) {
        spectral.mixBackward(worker);
    }

    /**
     * Computes one sample of the input's gradient, block by block, and adds to the gradient of the skip's weight.
     *
     * @param error      gradient before σ
     * @param inputError where the input's gradient goes
     * @param before     the layer that made the input, whose slopes the gradient is multiplied by; null if there is none
     */
    public void combineBackward(int worker, int sample, Field error, Field inputError, @Nullable FourierLayer before) {
        int in = input.channels();
        PointwiseActivation slopes = before == null ? null : before.activation;
        spectral.beginErrorRows(worker, sample);
        for (int block = 0; block < blocks.count(); block++) {
            int first = blocks.first(block);
            int rows = blocks.length(block);
            int from = first * blocks.rowPoints();
            int points = rows * blocks.rowPoints();
            skip.backward(worker, sample, from, points, error, inputError);
            spectral.addErrorRows(worker, inputError, sample, first, rows);
            if (slopes != null) {
                slopes.backward(worker, sample, block, inputError.at(sample, from), points * in);
            }
        }
    }
}
