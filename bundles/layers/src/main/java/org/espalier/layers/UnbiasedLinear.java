package org.espalier.layers;

import org.jspecify.annotations.Nullable;

/** A linear layer whose bias somebody else adds: y = x·W, with W [in, out], which BLAS takes as it is. */
final class UnbiasedLinear implements LinearLayer {
    private final Workers workers;
    private final Field input;
    private final Field output;
    private final Weight weight;

    /** @param name the parameter's */
    UnbiasedLinear(Workers workers, Weights weights, String name, Field input, Field output) {
        this.workers = workers;
        this.input = input;
        this.output = output;
        this.weight = weights.summed(name, input.channels() * output.channels());
    }

    @Override
    public void begin(int worker) {
        // Nothing is laid out.
    }

    @Override
    public void forward(int worker, int sample, int from, int count) {
        int in = input.channels();
        int out = output.channels();
        workers.blas(worker)
                .nn(
                        count,
                        out,
                        in,
                        1f,
                        input.at(sample, from),
                        in,
                        weight.at(0),
                        out,
                        0f,
                        output.at(sample, from),
                        out);
    }

    @Override
    public void backward(int worker, int sample, int from, int count, Field outputError, @Nullable Field inputError) {
        Blas blas = workers.blas(worker);
        int in = input.channels();
        int out = output.channels();
        long dy = outputError.at(sample, from);
        blas.tn(in, out, count, 1f, input.at(sample, from), in, dy, out, 1f, weight.gradientAt(worker, 0), out);
        if (inputError != null) {
            blas.nt(count, in, out, 1f, dy, out, weight.at(0), out, 0f, inputError.at(sample, from), in);
        }
    }
}
