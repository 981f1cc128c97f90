package org.espalier.layers;

/** What a {@link Base} adds to the rows of a linear layer. Rows lie one behind the other. */
sealed interface FixedTerm permits NoTerm, FrozenTerm, ImpliedTerm {
    /**
     * y ← x·W0ᵀ + bias.
     *
     * @param biases the bias, once for every row of a block
     */
    void forward(int worker, int rows, long x, float[] biases, long y);

    /** dx ← dy·W0. */
    void backward(int worker, int rows, long dy, long dx);

    /** The term of a base between that many inputs and outputs. */
    static FixedTerm of(Base base, Workers workers, Weights weights, String name, int in, int out) {
        return switch (base) {
            case NONE -> new NoTerm(workers, in, out);
            case DENSE -> new FrozenTerm(workers, weights.frozen(name + ".w0", in * out), in, out);
            case IDENTITY, HADAMARD -> new ImpliedTerm(workers, base, in, out);
        };
    }
}
