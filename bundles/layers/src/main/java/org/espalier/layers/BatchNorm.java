package org.espalier.layers;

import java.util.Arrays;
import org.espalier.api.model.Pass;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Batch normalisation: every channel less its mean and over its standard deviation, those of all points of the batch in
 * training and running ones in evaluation, then times a gain and plus a bias (Ioffe, Szegedy, arXiv 1502.03167); 1e-5 is added
 * to the variance.
 *
 * <p>Parameters: {@code <name>.weight} and {@code <name>.bias}, and the statistics {@code <name>.running_mean} and {@code
 * <name>.running_var}, all [channels]. A training pass hands the host the next running ones, 0.9 of the last and 0.1 of the batch's, whose
 * variance is divided by one less than the number of points (PyTorch's conventions). A batch of a single point has no variance:
 * it leaves them.
 *
 * <p>A pass goes over the batch twice, with a barrier between: in training {@link #measure} by every worker, then
 * {@link #settle} by one thread, then {@link #forward} by every worker; likewise {@link #measureErrors}, {@link #settleErrors},
 * {@link #backward}. Sums are merged in the order of the workers. Backward reads the input again, which nobody may change before.
 */
@ProviderType
public final class BatchNorm {
    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;
    private final Workers workers;
    private final String meanName;
    private final String varianceName;
    private final Field input;
    private final Field output;
    private final int width;
    private final int rowsPerTile;
    private final Weight gain;
    private final Weight bias;
    private final Weight runningMean;
    private final Weight runningVariance;
    private final Memory nextMean;
    private final Memory nextVariance;
    private final Share[] shares;

    /**
     * Of each channel: what is taken away and what is multiplied by, in the last forward; and of the errors, in the last
     * backward.
     */
    private final float[] mean;

    private final float[] scale;
    private final float[] errorMean;
    private final float[] errorAlong;
    private final float[] values;

    /** A prepared layer from one field to another of the same shape. */
    public BatchNorm(Workers workers, Weights weights, String name, Field input, Field output) {
        this.workers = workers;
        this.input = input;
        this.output = output;
        this.width = input.channels();
        this.rowsPerTile = Math.max(1, Gelu.TILE / width);
        this.meanName = name + ".running_mean";
        this.varianceName = name + ".running_var";
        this.gain = weights.summed(name + ".weight", width);
        this.bias = weights.summed(name + ".bias", width);
        this.runningMean = weights.frozen(meanName, width);
        this.runningVariance = weights.frozen(varianceName, width);
        this.nextMean = workers.allocate(width);
        this.nextVariance = workers.allocate(width);
        this.mean = new float[width];
        this.scale = new float[width];
        this.errorMean = new float[width];
        this.errorAlong = new float[width];
        this.values = new float[width];
        this.shares = new Share[workers.count()];
        Arrays.setAll(shares, worker -> new Share(width, rowsPerTile));
    }

    /** Gathers the statistics of some samples of the input; in training only. */
    public void measure(int worker, int from, int count) {
        Share s = shares[worker];
        s.moments.clear();
        int points = count * input.points();
        for (int first = 0; first < points; first += rowsPerTile) {
            int rows = Math.min(rowsPerTile, points - first);
            workers.blas(worker).read(at(input, from, first), s.x, rows * width);
            s.moments.add(s.x, rows);
        }
        s.moments.finish();
    }

    private long at(Field field, int sample, int point) {
        return field.memory().at(((long) sample * field.points() + point) * width);
    }

    /** Takes the statistics of a pass: in training the batch's, which become part of the running ones, else these. */
    public void settle(Pass pass) {
        if (pass.training()) {
            settleOnBatch(pass);
            return;
        }
        workers.blas(0).read(runningMean.at(0), mean, width);
        workers.blas(0).read(runningVariance.at(0), values, width);
        for (int c = 0; c < width; c++) {
            scale[c] = scale(values[c]);
        }
    }

    private static float scale(double variance) {
        return (float) (1 / Math.sqrt(variance + EPSILON));
    }

    private void settleOnBatch(Pass pass) {
        ChannelMoments batch = shares[0].moments;
        for (int worker = 1; worker < shares.length; worker++) {
            batch.merge(shares[worker].moments);
        }
        for (int c = 0; c < width; c++) {
            mean[c] = (float) batch.mean(c);
            scale[c] = scale(batch.squares(c) / batch.count());
        }
        if (batch.count() > 1) {
            moveRunning(pass, batch);
        }
    }

    private void moveRunning(Pass pass, ChannelMoments batch) {
        Blas blas = workers.blas(0);
        blas.read(runningMean.at(0), values, width);
        for (int c = 0; c < width; c++) {
            values[c] = towards(values[c], batch.mean(c));
        }
        blas.write(values, width, nextMean.at(0));
        pass.statistic(meanName, nextMean.array());
        blas.read(runningVariance.at(0), values, width);
        long others = batch.count() - 1;
        for (int c = 0; c < width; c++) {
            values[c] = towards(values[c], batch.squares(c) / others);
        }
        blas.write(values, width, nextVariance.at(0));
        pass.statistic(varianceName, nextVariance.array());
    }

    private static float towards(float running, double now) {
        return (float) ((1 - MOMENTUM) * running + MOMENTUM * now);
    }

    /** Computes some samples of the output. */
    public void forward(int worker, int from, int count) {
        Blas blas = workers.blas(worker);
        Share s = shares[worker];
        centreAndSlope(blas, s);
        blas.read(bias.at(0), s.shift, width);
        Tiles.repeat(s.shift, width);
        int points = count * input.points();
        for (int first = 0; first < points; first += rowsPerTile) {
            int n = Math.min(rowsPerTile, points - first) * width;
            blas.read(at(input, from, first), s.x, n);
            subtract(s.x, s.centre, n);
            line(s.x, s.slope, s.shift, s.y, n);
            blas.write(s.y, n, at(output, from, first));
        }
    }

    /** Fills a worker's tiles with every channel's mean and with g = gain·scale. */
    private void centreAndSlope(Blas blas, Share s) {
        System.arraycopy(mean, 0, s.centre, 0, width);
        blas.read(gain.at(0), s.slope, width);
        for (int c = 0; c < width; c++) {
            s.slope[c] *= scale[c];
        }
        Tiles.repeat(s.centre, width);
        Tiles.repeat(s.slope, width);
    }

    private static void subtract(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            x[i] -= y[i];
        }
    }

    private static void line(float[] x, float[] slope, float[] shift, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(x[i], slope[i], shift[i]);
        }
    }

    /** Gathers what backward needs of some samples' errors, and adds the gradients of gain and bias. */
    public void measureErrors(int worker, int from, int count, Field outputError) {
        Blas blas = workers.blas(worker);
        Share s = shares[worker];
        s.errors.clear();
        s.along.clear();
        System.arraycopy(mean, 0, s.centre, 0, width);
        Tiles.repeat(s.centre, width);
        int points = count * input.points();
        for (int first = 0; first < points; first += rowsPerTile) {
            int n = Math.min(rowsPerTile, points - first) * width;
            blas.read(at(input, from, first), s.x, n);
            blas.read(at(outputError, from, first), s.y, n);
            subtract(s.x, s.centre, n);
            s.errors.add(s.y, n);
            s.along.addProducts(s.y, s.x, n);
        }
        s.errors.gather();
        s.along.gather();
        addGradients(blas, s, bias.gradientAt(worker, 0), gain.gradientAt(worker, 0));
    }

    private void addGradients(Blas blas, Share s, long ofBias, long ofGain) {
        blas.read(ofBias, s.x, width);
        blas.read(ofGain, s.y, width);
        for (int c = 0; c < width; c++) {
            s.x[c] += (float) s.errors.sum(c);
            s.y[c] += (float) (s.along.sum(c) * scale[c]);
        }
        blas.write(s.x, width, ofBias);
        blas.write(s.y, width, ofGain);
    }

    /** Adds up what the workers have gathered of the errors; one thread. */
    public void settleErrors() {
        double points = (double) input.samples() * input.points();
        for (int c = 0; c < width; c++) {
            double errors = 0;
            double along = 0;
            for (Share share : shares) {
                errors += share.errors.sum(c);
                along += share.along.sum(c) * scale[c];
            }
            errorMean[c] = (float) (errors / points);
            errorAlong[c] = (float) (along / points);
        }
    }

    /** Computes some samples of the input's gradient; the two fields may be one. */
    public void backward(int worker, int from, int count, Field outputError, Field inputError) {
        Blas blas = workers.blas(worker);
        Share s = shares[worker];
        centreAndSlope(blas, s);
        // With g = gain·scale: dx = g·(dy − mean of dy − along·(x − µ)·scale).
        for (int c = 0; c < width; c++) {
            s.bend[c] = -s.slope[c] * errorAlong[c] * scale[c];
            s.shift[c] = -s.slope[c] * errorMean[c];
        }
        Tiles.repeat(s.bend, width);
        Tiles.repeat(s.shift, width);
        int points = count * input.points();
        for (int first = 0; first < points; first += rowsPerTile) {
            int n = Math.min(rowsPerTile, points - first) * width;
            blas.read(at(input, from, first), s.x, n);
            blas.read(at(outputError, from, first), s.y, n);
            subtract(s.x, s.centre, n);
            line(s.x, s.bend, s.shift, s.x, n);
            line(s.y, s.slope, s.x, s.y, n);
            blas.write(s.y, n, at(inputError, from, first));
        }
    }

    /** One worker's tiles and what it has gathered. */
    private static final class Share {
        final ChannelMoments moments;
        final ChannelSums errors;
        final ChannelSums along;
        final float[] x;
        final float[] y;
        final float[] centre;
        final float[] slope;
        final float[] bend;
        final float[] shift;

        Share(int width, int rows) {
            this.moments = new ChannelMoments(width, rows);
            this.errors = new ChannelSums(width, rows);
            this.along = new ChannelSums(width, rows);
            this.x = new float[rows * width];
            this.y = new float[rows * width];
            this.centre = new float[rows * width];
            this.slope = new float[rows * width];
            this.bend = new float[rows * width];
            this.shift = new float[rows * width];
        }
    }
}
