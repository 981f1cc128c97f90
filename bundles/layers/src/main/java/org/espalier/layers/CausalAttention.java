package org.espalier.layers;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Multi-head self-attention in which a position sees itself and those before it: softmax(Q·Kᵀ/√size)·V per head (Vaswani et
 * al., arXiv 1706.03762), without the linear layers around it. It has no parameters.
 *
 * <p>The input has queries, keys and values beside one another, [positions, 3 × heads × size] per sample, the output
 * [positions, heads × size]. Rows of scores go in blocks, of which each is computed up to its last column alone: what the mask
 * hides costs nothing. Weights are kept for backward in the form in which they are multiplied; with dropout also as they were
 * before it.
 */
@ProviderType
public final class CausalAttention {
    private static final int BLOCK = 64;
    private final Workers workers;
    private final Field input;
    private final Field output;
    private final int heads;
    private final int size;
    private final int positions;
    private final long kept;
    private final Memory weights;
    private final Dropout dropout;
    private final Scratch[] scratch;
    private float[][][] undropped = {};

    /**
     * A prepared layer.
     *
     * @param heads   a divisor of the output's channels
     * @param dropout of the weights
     */
    public CausalAttention(Workers workers, Field input, Field output, int heads, Dropout dropout) {
        this.workers = workers;
        this.input = input;
        this.output = output;
        this.heads = heads;
        this.size = output.channels() / heads;
        this.positions = output.points();
        this.kept = kept(positions);
        this.weights = workers.allocate(output.samples(), heads, kept);
        this.dropout = dropout;
        this.scratch = new Scratch[workers.count()];
        for (int worker = 0; worker < scratch.length; worker++) {
            scratch[worker] = new Scratch(workers, positions);
        }
    }

    /** Multiply–adds of forward for one sample: both products, over what is computed of every block. */
    public static long cost(int positions, int channels) {
        return 2 * kept(positions) * channels;
    }

    /** Weights per head and sample that are computed: all columns of a block of rows up to its last. */
    public static long kept(int positions) {
        long sum = 0;
        for (int from = 0; from < positions; from += BLOCK) {
            long rows = Math.min(BLOCK, positions - from);
            sum += rows * (from + rows);
        }
        return sum;
    }

    /** Allocates what backward needs besides; before the workers start on a training pass. */
    public void keep() {
        if (dropout.active() && undropped.length == 0) {
            undropped = new float[output.samples()][heads][Math.toIntExact(kept)];
        }
    }

    /** Computes one sample of the output. */
    public void forward(int worker, int sample) {
        for (int head = 0; head < heads; head++) {
            long block = weights.at((sample * (long) heads + head) * kept);
            int place = 0;
            for (int from = 0; from < positions; from += BLOCK) {
                int rows = Math.min(BLOCK, positions - from);
                forward(worker, sample, head, from, rows, block, place);
                block += (long) rows * (from + rows) * Float.BYTES;
                place += rows * (from + rows);
            }
        }
    }

    private void forward(int worker, int sample, int head, int from, int rows, long block, int place) {
        Blas blas = workers.blas(worker);
        int in = input.channels();
        int seen = from + rows;
        float scale = (float) (1 / Math.sqrt(size));
        long query = part(input, sample, from, 0, head);
        long key = part(input, sample, 0, 1, head);
        long value = part(input, sample, 0, 2, head);
        blas.nt(rows, seen, size, scale, query, in, key, in, 0f, block, seen);
        softmax(worker, sample, head, from, rows, block, place);
        int out = output.channels();
        blas.nn(rows, size, seen, 1f, block, seen, value, in, 0f, part(output, sample, from, 0, head), out);
    }

    /** The address of a head's first channel at a position, of queries, keys or values. */
    private long part(Field field, int sample, int position, int part, int head) {
        return field.at(sample, position) + (long) (part * output.channels() + head * size) * Float.BYTES;
    }

    private void softmax(int worker, int sample, int head, int first, int rows, long block, int place) {
        Blas blas = workers.blas(worker);
        float[] tile = scratch[worker].weights;
        int seen = first + rows;
        int perTile = Math.max(1, tile.length / seen);
        for (int row = 0; row < rows; row += perTile) {
            int here = Math.min(perTile, rows - row);
            long address = block + (long) row * seen * Float.BYTES;
            blas.read(address, tile, here * seen);
            for (int r = 0; r < here; r++) {
                Softmax.forward(tile, r * seen, r * seen + first + row + r + 1, (r + 1) * seen);
            }
            if (dropout.active()) {
                System.arraycopy(tile, 0, undropped[sample][head], place + row * seen, here * seen);
                for (int r = 0; r < here; r++) {
                    int position = first + row + r;
                    long at = ((sample * (long) heads + head) * positions + position) * positions;
                    dropout.apply(at, tile, r * seen, r * seen + position + 1);
                }
            }
            blas.write(tile, here * seen, address);
        }
    }

    /** Computes the gradient of one sample of the input. */
    public void backward(int worker, int sample, Field outputError, Field inputError) {
        int last = (positions - 1) / BLOCK * BLOCK;
        for (int head = 0; head < heads; head++) {
            long end = weights.at((sample * (long) heads + head + 1) * kept);
            int place = (int) kept;
            // The last block comes first: it is as wide as all keys and values, so what it writes the others add to.
            for (int from = last; from >= 0; from -= BLOCK) {
                int rows = Math.min(BLOCK, positions - from);
                int length = rows * (from + rows);
                end -= (long) length * Float.BYTES;
                place -= length;
                backward(worker, sample, head, from, rows, end, place, outputError, inputError);
            }
        }
    }

    private void backward(
            int worker,
            int sample,
            int head,
            int from,
            int rows,
            long block,
            int place,
            Field outputError,
            Field inputError) {
        Blas blas = workers.blas(worker);
        int in = input.channels();
        int out = output.channels();
        int seen = from + rows;
        float adding = seen == positions ? 0f : 1f;
        float scale = (float) (1 / Math.sqrt(size));
        long error = part(outputError, sample, from, 0, head);
        long scores = scratch[worker].scores.at(0);
        long query = part(input, sample, from, 0, head);
        long key = part(input, sample, 0, 1, head);
        long value = part(input, sample, 0, 2, head);
        blas.nt(rows, seen, size, 1f, error, out, value, in, 0f, scores, seen);
        long valueError = part(inputError, sample, 0, 2, head);
        blas.tn(seen, size, rows, 1f, block, seen, error, out, adding, valueError, in);
        softmaxBackward(worker, sample, head, from, rows, block, place);
        long queryError = part(inputError, sample, from, 0, head);
        blas.nn(rows, size, seen, scale, scores, seen, key, in, 0f, queryError, in);
        long keyError = part(inputError, sample, 0, 1, head);
        blas.tn(seen, size, rows, scale, scores, seen, query, in, adding, keyError, in);
    }

    private void softmaxBackward(int worker, int sample, int head, int first, int rows, long block, int place) {
        Blas blas = workers.blas(worker);
        Scratch s = scratch[worker];
        int seen = first + rows;
        int perTile = Math.max(1, s.weights.length / seen);
        float[] before = dropout.active() ? s.undropped : s.weights;
        for (int row = 0; row < rows; row += perTile) {
            int n = Math.min(perTile, rows - row) * seen;
            long at = (long) row * seen * Float.BYTES;
            blas.read(block + at, s.weights, n);
            blas.read(s.scores.at(0) + at, s.errors, n);
            if (dropout.active()) {
                System.arraycopy(undropped[sample][head], place + row * seen, s.undropped, 0, n);
            }
            for (int i = 0; i < n; i += seen) {
                Softmax.backward(s.errors, s.weights, before, i, i + seen);
            }
            blas.write(s.errors, n, s.scores.at(0) + at);
        }
    }

    /** One worker's block of errors of scores, and its tiles, which hold whole rows. */
    private static final class Scratch {
        final Memory scores;
        final float[] weights;
        final float[] errors;
        final float[] undropped;

        Scratch(Workers workers, int positions) {
            int tile = Math.max(Gelu.TILE, positions);
            this.scores = workers.allocate(Math.min(BLOCK, positions), positions);
            this.weights = new float[tile];
            this.errors = new float[tile];
            this.undropped = new float[tile];
        }
    }
}
