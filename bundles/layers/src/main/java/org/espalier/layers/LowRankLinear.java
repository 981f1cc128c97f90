package org.espalier.layers;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A linear layer whose matrix is a fixed one plus a product of low rank: y = x·(W0 + U·V)ᵀ + b.
 *
 * <p>Parameters: {@code <name>.u} [out, rank], {@code <name>.v} [rank, in], {@code <name>.bias} [out] and, for
 * {@link Base#DENSE}, {@code <name>.w0} [out, in], which is frozen. The product is never formed: forward goes through the rank,
 * x·Vᵀ and then ·Uᵀ, and backward likewise, so a row costs rank·(in + out) multiply–adds beside what W0 costs. A rank of 0
 * leaves W0 alone. Source: Zhao, Zhang, Chen, Schäfer, Anandkumar, InRank: Incremental Low-Rank Learning, arXiv 2306.11250.
 */
@ProviderType
public final class LowRankLinear implements LinearLayer {
    private static final int BLOCK_POINTS = 256;
    private final Workers workers;
    private final Field input;
    private final Field output;
    private final int rank;
    private final Weight u;
    private final Weight v;
    private final Weight bias;
    private final FixedTerm base;
    private final float[][] biasRows;

    /** x·Vᵀ, which forward leaves for backward. */
    private final Field terms;

    /** Its gradient, a block of each worker's. */
    private final Memory[] termErrors;

    /** A prepared layer of that rank, at least 0, from one field to another of the same points. */
    public LowRankLinear(
            Workers workers, Weights weights, String name, Base base, int rank, Field input, Field output) {
        int in = input.channels();
        int out = output.channels();
        this.workers = workers;
        this.input = input;
        this.output = output;
        this.rank = rank;
        this.u = weights.summed(name + ".u", out * rank);
        this.v = weights.summed(name + ".v", rank * in);
        this.bias = weights.summed(name + ".bias", out);
        this.base = FixedTerm.of(base, workers, weights, name, in, out);
        this.biasRows = new float[workers.count()][BLOCK_POINTS * out];
        this.terms = Field.allocate(workers, input.samples(), input.points(), rank);
        this.termErrors = new Memory[workers.count()];
        for (int worker = 0; worker < termErrors.length; worker++) {
            termErrors[worker] = workers.allocate(BLOCK_POINTS, rank);
        }
    }

    @Override
    public void begin(int worker) {
        workers.blas(worker).read(bias.at(0), biasRows[worker], bias.length());
        Tiles.repeat(biasRows[worker], bias.length());
    }

    @Override
    public void forward(int worker, int sample, int from, int count) {
        Blas blas = workers.blas(worker);
        int in = input.channels();
        int out = output.channels();
        for (int first = from; first < from + count; first += BLOCK_POINTS) {
            int points = Math.min(BLOCK_POINTS, from + count - first);
            long x = input.at(sample, first);
            long y = output.at(sample, first);
            base.forward(worker, points, x, biasRows[worker], y);
            if (rank > 0) {
                long h = terms.at(sample, first);
                blas.nt(points, rank, in, 1f, x, in, v.at(0), in, 0f, h, rank);
                blas.nt(points, out, rank, 1f, h, rank, u.at(0), rank, 1f, y, out);
            }
        }
    }

    @Override
    public void backward(int worker, int sample, int from, int count, Field outputError, @Nullable Field inputError) {
        Blas blas = workers.blas(worker);
        int out = output.channels();
        for (int first = from; first < from + count; first += BLOCK_POINTS) {
            int points = Math.min(BLOCK_POINTS, from + count - first);
            long dy = outputError.at(sample, first);
            blas.addRows(points, out, dy, out, bias.gradientAt(worker, 0));
            if (inputError != null) {
                base.backward(worker, points, dy, inputError.at(sample, first));
            }
            if (rank > 0) {
                backward(worker, sample, first, points, dy, inputError);
            }
        }
    }

    /** One block's part of the product's gradients, and of the input's beside that of W0. */
    private void backward(int worker, int sample, int first, int points, long dy, @Nullable Field inputError) {
        Blas blas = workers.blas(worker);
        int in = input.channels();
        int out = output.channels();
        long x = input.at(sample, first);
        long h = terms.at(sample, first);
        long dh = termErrors[worker].at(0);
        blas.tn(out, rank, points, 1f, dy, out, h, rank, 1f, u.gradientAt(worker, 0), rank);
        blas.nn(points, rank, out, 1f, dy, out, u.at(0), rank, 0f, dh, rank);
        blas.tn(rank, in, points, 1f, dh, rank, x, in, 1f, v.gradientAt(worker, 0), in);
        if (inputError != null) {
            blas.nn(points, in, rank, 1f, dh, rank, v.at(0), in, 1f, inputError.at(sample, first), in);
        }
    }
}
