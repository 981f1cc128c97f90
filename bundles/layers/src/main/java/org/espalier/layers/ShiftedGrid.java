package org.espalier.layers;

import java.util.ArrayList;
import java.util.List;

/**
 * Images laid out so that every tap of a convolution is a shift: the rows of some samples one behind the other, with as many
 * zeros behind each row and each sample as a kernel reaches beyond its edge. A neighbour is then a fixed distance away, zeros
 * where there is none, and the products of all points with one tap's matrix are one product of matrices.
 *
 * <p>With a stride s an input is s² such grids, its <i>phases</i>: that of (a, b) has the points (s·y + a, s·x + b) at (y, x).
 * Each tap reads one of them, and all have the output's points.
 */
final class ShiftedGrid {
    private static final int WANTED_ROWS = 128;
    private final Raster input;
    private final Raster output;
    private final int stride;
    private final int gap;
    private final List<Phase> phases;

    /**
     * The taps that read the same points.
     *
     * @param top  a, from 0 to stride − 1
     * @param left b, likewise
     */
    record Phase(int top, int left, Tap[] taps) {}

    /**
     * One tap of a kernel.
     *
     * @param index its number in the kernel, row by row
     * @param shift how many places behind a point its value lies
     */
    record Tap(int index, int shift) {}

    /** The grid of a kernel with an odd side, centred on every stride-th point of an image. */
    ShiftedGrid(Raster input, int kernel, int stride) {
        if (kernel < 1 || kernel % 2 == 0) {
            throw new IllegalArgumentException(
                    "a kernel with a side of " + kernel + " has no centre; take an odd side");
        }
        if (stride < 1) {
            throw new IllegalArgumentException("a stride of " + stride + "; take 1 or more");
        }
        this.input = input;
        this.output = input.every(stride);
        this.stride = stride;
        this.gap = -Math.floorDiv(-(kernel / 2), stride);
        this.phases = phases(kernel);
    }

    private List<Phase> phases(int kernel) {
        List<Phase> all = new ArrayList<>();
        for (int phase = 0; phase < stride * stride; phase++) {
            int top = phase / stride;
            int left = phase % stride;
            List<Tap> taps = new ArrayList<>();
            for (int tap = 0; tap < kernel * kernel; tap++) {
                int down = tap / kernel - kernel / 2;
                int right = tap % kernel - kernel / 2;
                if (Math.floorMod(down, stride) == top && Math.floorMod(right, stride) == left) {
                    int shift = Math.floorDiv(down, stride) * pitch() + Math.floorDiv(right, stride);
                    taps.add(new Tap(tap, shift));
                }
            }
            if (!taps.isEmpty()) {
                all.add(new Phase(top, left, taps.toArray(Tap[]::new)));
            }
        }
        return List.copyOf(all);
    }

    /** The image that a convolution makes. */
    Raster output() {
        return output;
    }

    /** The phases that some tap reads. */
    List<Phase> phases() {
        return phases;
    }

    /** Whether some point of the input is read by no tap. */
    boolean skips() {
        return phases.size() < stride * stride;
    }

    /** Places from one row to the next. */
    private int pitch() {
        return output.width() + gap;
    }

    /** Places from one sample to the next. */
    private int perSample() {
        return (output.height() + gap) * pitch();
    }

    /** Samples that are worked on together, so that products have rows enough. */
    int samples() {
        return Math.max(1, WANTED_ROWS / output.points());
    }

    /** Places that shifts may reach before the first point and behind the last. */
    int margin() {
        return gap * pitch() + gap;
    }

    /** Places from the first point to the last of that many samples. */
    int places(int samples) {
        return (samples - 1) * perSample() + output.height() * pitch() - gap;
    }

    /** Places of a grid in memory: its margins and all samples that are worked on together. */
    int length() {
        return 2 * margin() + places(samples());
    }

    /** Copies a phase of some samples to a grid, whose first point lies at an address; zeros stay where they are. */
    void load(Blas blas, Field images, int from, int count, Phase phase, long grid, float[] row, float[] picked) {
        int channels = images.channels();
        for (int sample = 0; sample < count; sample++) {
            for (int y = 0; y * stride + phase.top < input.height(); y++) {
                long source = images.at(from + sample, (y * stride + phase.top) * input.width());
                long target = grid + bytes(sample * perSample() + y * pitch(), channels);
                if (stride == 1) {
                    blas.copy(input.width() * channels, source, target);
                } else {
                    blas.read(source, row, input.width() * channels);
                    int n = pick(row, phase.left, picked, channels);
                    blas.write(picked, n, target);
                }
            }
        }
    }

    private int pick(float[] row, int left, float[] picked, int channels) {
        int n = 0;
        for (int x = left; x < input.width(); x += stride, n += channels) {
            System.arraycopy(row, x * channels, picked, n, channels);
        }
        return n;
    }

    /** Copies a grid's points, but not what lies between them, to a phase of some samples. */
    void store(Blas blas, long grid, Field images, int from, int count, Phase phase, float[] row, float[] picked) {
        int channels = images.channels();
        for (int sample = 0; sample < count; sample++) {
            for (int y = 0; y * stride + phase.top < input.height(); y++) {
                long target = images.at(from + sample, (y * stride + phase.top) * input.width());
                long source = grid + bytes(sample * perSample() + y * pitch(), channels);
                if (stride == 1) {
                    blas.copy(input.width() * channels, source, target);
                } else {
                    blas.read(target, row, input.width() * channels);
                    int n = (input.width() - phase.left + stride - 1) / stride * channels;
                    blas.read(source, picked, n);
                    place(picked, phase.left, row, channels);
                    blas.write(row, input.width() * channels, target);
                }
            }
        }
    }

    private void place(float[] picked, int left, float[] row, int channels) {
        for (int x = left, n = 0; x < input.width(); x += stride, n += channels) {
            System.arraycopy(picked, n, row, x * channels, channels);
        }
    }

    /** Copies images of the output's size, without any stride, to a grid. */
    void loadOutputs(Blas blas, Field images, int from, int count, long grid) {
        int n = output.width() * images.channels();
        for (int sample = 0; sample < count; sample++) {
            for (int y = 0; y < output.height(); y++) {
                long target = grid + bytes(sample * perSample() + y * pitch(), images.channels());
                blas.copy(n, images.at(from + sample, y * output.width()), target);
            }
        }
    }

    /** Copies a grid's points to images of the output's size. */
    void storeOutputs(Blas blas, long grid, Field images, int from, int count) {
        int n = output.width() * images.channels();
        for (int sample = 0; sample < count; sample++) {
            for (int y = 0; y < output.height(); y++) {
                long source = grid + bytes(sample * perSample() + y * pitch(), images.channels());
                blas.copy(n, source, images.at(from + sample, y * output.width()));
            }
        }
    }

    static long bytes(int places, int channels) {
        return (long) places * channels * Float.BYTES;
    }
}
