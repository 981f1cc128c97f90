package org.espalier.layers;

import java.util.Arrays;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The mean of every channel over windows of an image that lie beside one another. With windows of the whole image it is global
 * average pooling, which leaves one point. No parameters; a worker has a contiguous share of the samples.
 */
@ProviderType
public final class AveragePool {
    private final Workers workers;
    private final Raster image;
    private final Raster window;
    private final Field input;
    private final Field output;
    private final float[][] rows;
    private final float[][] sums;

    /**
     * A prepared layer.
     *
     * @param image  the input's points
     * @param window points of a window; its sides divide those of the image
     * @throws IllegalArgumentException if windows do not cover the image, or a field has other points or channels
     */
    public AveragePool(Workers workers, Raster image, Raster window, Field input, Field output) {
        this.workers = workers;
        this.image = image;
        this.window = window;
        this.input = input;
        this.output = output;
        if (image.height() % window.height() != 0 || image.width() % window.width() != 0) {
            throw new IllegalArgumentException(
                    "windows of " + window + " do not cover " + image + "; take sides that divide those of the image");
        }
        if (input.points() != image.points()
                || output.points() * window.points() != image.points()
                || output.channels() != input.channels()) {
            throw new IllegalArgumentException("windows of " + window + " in " + image + " with " + input.channels()
                    + " channels do not make " + output.points() + " points with " + output.channels());
        }
        this.rows = new float[workers.count()][image.width() * input.channels()];
        this.sums = new float[workers.count()][image.width() / window.width() * input.channels()];
    }

    /** Global average pooling: a window as large as the image. */
    public static AveragePool global(Workers workers, Raster image, Field input, Field output) {
        return new AveragePool(workers, image, image, input, output);
    }

    /** Computes some samples of the output. */
    public void forward(int worker, int from, int count) {
        Blas blas = workers.blas(worker);
        float[] row = rows[worker];
        float[] sum = sums[worker];
        float share = 1f / window.points();
        for (int sample = from; sample < from + count; sample++) {
            for (int y = 0; y < image.height(); y++) {
                blas.read(input.at(sample, y * image.width()), row, row.length);
                if (y % window.height() == 0) {
                    Arrays.fill(sum, 0f);
                }
                gather(row, sum);
                if ((y + 1) % window.height() == 0) {
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] *= share;
                    }
                    blas.write(sum, sum.length, made(output, sample, y));
                }
            }
        }
    }

    private long made(Field field, int sample, int y) {
        return field.at(sample, y / window.height() * (image.width() / window.width()));
    }

    private void gather(float[] row, float[] sum) {
        int channels = input.channels();
        for (int x = 0; x < image.width(); x++) {
            int to = x / window.width() * channels;
            int at = x * channels;
            for (int c = 0; c < channels; c++) {
                sum[to + c] += row[at + c];
            }
        }
    }

    /** Computes some samples of the input's gradient. */
    public void backward(int worker, int from, int count, Field outputError, Field inputError) {
        Blas blas = workers.blas(worker);
        float[] row = rows[worker];
        float[] share = sums[worker];
        float part = 1f / window.points();
        for (int sample = from; sample < from + count; sample++) {
            for (int y = 0; y < image.height(); y++) {
                if (y % window.height() == 0) {
                    blas.read(made(outputError, sample, y), share, share.length);
                    for (int i = 0; i < share.length; i++) {
                        share[i] *= part;
                    }
                    for (int x = 0; x < image.width(); x++) {
                        int channels = input.channels();
                        System.arraycopy(share, x / window.width() * channels, row, x * channels, channels);
                    }
                }
                blas.write(row, row.length, inputError.at(sample, y * image.width()));
            }
        }
    }
}
