package org.espalier.layers;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A convolution of images with kernels of an odd side, zeros around the edges and a stride: at every stride-th point, the first
 * included, the products of its neighbourhood with the kernel, added up. (It is a cross-correlation, as everywhere in this
 * field.)
 *
 * <p>Parameters: {@code <name>.weight} [side, side, in, out] and, unless it is without one, {@code <name>.bias} [out]. Images
 * are fields whose points are rows of a {@link Raster}, channels last. A worker has a contiguous share of the samples.
 *
 * <p>Each tap of the kernel is a product of matrices [points, in]·[in, out] on a {@link ShiftedGrid}, block by block; nothing
 * is laid out k² times. On one thread that takes as long as ND4J's operators on oneDNN: 64 images of 3×3, 64 → 64 at 32×32 21
 * ms forward and 48 backward against 21 and 41, all convolutions of a ResNet-18 the same to 1 % (docs/benchmarks.md). The
 * operators share one pool of threads among all workers and leave garbage at every call.
 */
@ProviderType
public final class Conv2d {
    private static final int MOST_ROWS = 256;
    private static final int FEWEST_ROWS = 96;

    /** Up to so many multiply–adds OpenBLAS multiplies matrices where they lie (AVX-512), and copies none first. */
    private static final int SMALL_PRODUCT = 1_000_000;

    private final Workers workers;
    private final Field input;
    private final Field output;
    private final ShiftedGrid grid;
    private final List<ShiftedGrid.Phase> phases;
    private final Weight weight;
    private final @Nullable Weight bias;
    private final Scratch[] scratch;
    private final int rowsPerBlock;

    /**
     * A prepared convolution with a bias.
     *
     * @param kernel side of the kernel, odd
     * @param stride distance of the points at which it is centred, at least 1
     * @param image  the input's points; the output has those of {@link Raster#every}
     * @throws IllegalArgumentException if the side is even, or a field has other points
     */
    public Conv2d(
            Workers workers,
            Weights weights,
            String name,
            int kernel,
            int stride,
            Raster image,
            Field input,
            Field output) {
        this(workers, weights, name, kernel, stride, image, input, output, true);
    }

    private Conv2d(
            Workers workers,
            Weights weights,
            String name,
            int kernel,
            int stride,
            Raster image,
            Field input,
            Field output,
            boolean biased) {
        this.workers = workers;
        this.input = input;
        this.output = output;
        this.grid = new ShiftedGrid(image, kernel, stride);
        this.phases = grid.phases();
        if (input.points() != image.points() || output.points() != grid.output().points()) {
            throw new IllegalArgumentException(name + " makes " + grid.output() + " of " + image + ", not "
                    + output.points() + " points of " + input.points());
        }
        int in = input.channels();
        int out = output.channels();
        this.weight = weights.summed(name + ".weight", Math.multiplyExact(kernel * kernel, in * out));
        this.bias = biased ? weights.summed(name + ".bias", out) : null;
        this.rowsPerBlock = rowsPerBlock(in * out);
        this.scratch = new Scratch[workers.count()];
        for (int worker = 0; worker < scratch.length; worker++) {
            scratch[worker] = new Scratch(image.width());
        }
    }

    private static int rowsPerBlock(int entries) {
        int small = SMALL_PRODUCT / entries / 16 * 16;
        return small < FEWEST_ROWS ? MOST_ROWS : Math.min(MOST_ROWS, small);
    }

    /** A prepared convolution without a bias, as before a norm. */
    public static Conv2d withoutBias(
            Workers workers,
            Weights weights,
            String name,
            int kernel,
            int stride,
            Raster image,
            Field input,
            Field output) {
        return new Conv2d(workers, weights, name, kernel, stride, image, input, output, false);
    }

    /** Computes some samples of the output. */
    public void forward(int worker, int from, int count) {
        Blas blas = workers.blas(worker);
        Scratch s = scratch[worker];
        if (bias != null) {
            blas.read(bias.at(0), s.biasRows, bias.length());
            Tiles.repeat(s.biasRows, bias.length());
        }
        for (int first = from; first < from + count; first += grid.samples()) {
            int samples = Math.min(grid.samples(), from + count - first);
            s.load(blas, first, samples);
            int places = grid.places(samples);
            for (int place = 0; place < places; place += rowsPerBlock) {
                products(blas, s, place, Math.min(rowsPerBlock, places - place));
            }
            grid.storeOutputs(blas, s.made.at(0), output, first, samples);
        }
    }

    private void products(Blas blas, Scratch s, int place, int rows) {
        int in = input.channels();
        int out = output.channels();
        long y = s.made.at((long) place * out);
        if (bias != null) {
            blas.write(s.biasRows, rows * out, y);
        }
        float kept = bias == null ? 0f : 1f;
        for (int phase = 0; phase < phases.size(); phase++) {
            for (ShiftedGrid.Tap tap : phases.get(phase).taps()) {
                long x = s.input(phase, place + tap.shift());
                blas.nn(rows, out, in, 1f, x, in, weight.at((long) tap.index() * in * out), out, kept, y, out);
                kept = 1f;
            }
        }
    }

    /**
     * Adds some samples' part of the gradients and computes that of the input.
     *
     * @param inputError where the input's gradient goes; null where nobody needs it, as below a first layer
     */
    public void backward(int worker, int from, int count, Field outputError, @Nullable Field inputError) {
        Blas blas = workers.blas(worker);
        Scratch s = scratch[worker];
        if (inputError != null && grid.skips()) {
            blas.zero(inputError.at(from, 0), (long) count * input.points() * input.channels());
        }
        for (int first = from; first < from + count; first += grid.samples()) {
            int samples = Math.min(grid.samples(), from + count - first);
            s.load(blas, first, samples);
            grid.loadOutputs(blas, outputError, first, samples, s.error(0));
            int places = grid.places(samples);
            for (int place = 0; place < places; place += rowsPerBlock) {
                addGradients(worker, s, place, Math.min(rowsPerBlock, places - place));
            }
            if (inputError != null) {
                backward(blas, s, first, samples, inputError);
            }
        }
    }

    /** Between the points of the error's grid there are zeros, so what stands there in the input's does not count. */
    private void addGradients(int worker, Scratch s, int place, int rows) {
        Blas blas = workers.blas(worker);
        int in = input.channels();
        int out = output.channels();
        long dy = s.error(place);
        for (int phase = 0; phase < phases.size(); phase++) {
            for (ShiftedGrid.Tap tap : phases.get(phase).taps()) {
                long x = s.input(phase, place + tap.shift());
                long dw = weight.gradientAt(worker, (long) tap.index() * in * out);
                blas.tn(in, out, rows, 1f, x, in, dy, out, 1f, dw, out);
            }
        }
        if (bias != null) {
            blas.addRows(rows, out, dy, out, bias.gradientAt(worker, 0));
        }
    }

    private void backward(Blas blas, Scratch s, int first, int samples, Field inputError) {
        int in = input.channels();
        int out = output.channels();
        int places = grid.places(samples);
        for (ShiftedGrid.Phase phase : phases) {
            for (int place = 0; place < places; place += rowsPerBlock) {
                int rows = Math.min(rowsPerBlock, places - place);
                long dx = s.made.at((long) place * in);
                float kept = 0f;
                for (ShiftedGrid.Tap tap : phase.taps()) {
                    long dy = s.error(place - tap.shift());
                    blas.nt(rows, in, out, 1f, dy, out, weight.at((long) tap.index() * in * out), out, kept, dx, in);
                    kept = 1f;
                }
            }
            grid.store(blas, s.made.at(0), inputError, first, samples, phase, s.row, s.picked);
        }
    }

    /** One worker's grids of the samples that are worked on together. What lies between their points is never written. */
    private final class Scratch {
        final Memory inputs;
        final Memory errors;
        final Memory made;
        final float[] biasRows;
        final float[] row;
        final float[] picked;

        Scratch(int width) {
            int in = input.channels();
            int out = output.channels();
            this.inputs = workers.allocate(phases.size(), grid.length(), in);
            this.errors = workers.allocate(grid.length(), out);
            this.made = workers.allocate(grid.places(grid.samples()), Math.max(in, out));
            this.biasRows = new float[bias == null ? 0 : rowsPerBlock * out];
            this.row = new float[width * in];
            this.picked = new float[width * in];
        }

        void load(Blas blas, int from, int count) {
            for (int phase = 0; phase < phases.size(); phase++) {
                grid.load(blas, input, from, count, phases.get(phase), input(phase, 0), row, picked);
            }
        }

        /** A place of a phase of the inputs. */
        long input(int phase, int place) {
            return inputs.at(((long) phase * grid.length() + grid.margin() + place) * input.channels());
        }

        /** A place of the output's errors. */
        long error(int place) {
            return errors.at(((long) grid.margin() + place) * output.channels());
        }
    }
}
