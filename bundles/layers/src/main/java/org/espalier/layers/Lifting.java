package org.espalier.layers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The first layer of a neural operator: a 1×1 convolution of the input and the grid's coordinates, [a, i/n, j/m]·W + b.
 *
 * <p>Coordinates are i/n, so that a grid and every n-th point of it agree. Parameters: {@code <name>.weight} [inputs + axes,
 * out], {@code
 * <name>.bias} [out]. The bias is the weight of a further channel of ones.
 */
@ProviderType
public final class Lifting {
    private final Workers workers;
    private final Field output;
    private final Field packed;
    private final int inputs;
    private final Weight weight;
    private final Weight bias;
    private final Memory packedWeight;

    /** One sample of the packed input per worker; only the input's channels ever change. */
    private final float[][] packedTile;

    private final float[][] inputTile;

    /** A prepared layer for inputs of that many channels on a grid. */
    public Lifting(Workers workers, Weights weights, String name, int[] grid, int inputs, Field output) {
        this.workers = workers;
        this.output = output;
        this.inputs = inputs;
        int rows = inputs + grid.length;
        this.packed = Field.allocate(workers, output.samples(), output.points(), rows + 1);
        this.weight = weights.summed(name + ".weight", rows * output.channels());
        this.bias = weights.summed(name + ".bias", output.channels());
        this.packedWeight = workers.allocate(rows + 1L, output.channels());
        this.packedTile = new float[workers.count()][];
        for (int worker = 0; worker < workers.count(); worker++) {
            packedTile[worker] = coordinates(grid, inputs, output.points());
        }
        this.inputTile = new float[workers.count()][inputs * output.points()];
    }

    /** [points, inputs + axes + 1]: zeros, the coordinates, a one. */
    private static float[] coordinates(int[] grid, int inputs, int points) {
        int channels = inputs + grid.length + 1;
        float[] packed = new float[points * channels];
        for (int point = 0; point < points; point++) {
            int rest = point;
            for (int axis = grid.length - 1; axis >= 0; axis--) {
                packed[point * channels + inputs + axis] = (float) (rest % grid[axis]) / grid[axis];
                rest /= grid[axis];
            }
            packed[point * channels + channels - 1] = 1f;
        }
        return packed;
    }

    /** Packs weight and bias; one thread, before the samples. */
    public void begin() {
        Blas blas = workers.blas(0);
        blas.copy(weight.length(), weight.at(0), packedWeight.at(0));
        blas.copy(bias.length(), bias.at(0), packedWeight.at(weight.length()));
    }

    /** Computes one sample of the output. */
    public void forward(int worker, Memory batch, int sample) {
        Blas blas = workers.blas(worker);
        pack(blas, packedTile[worker], inputTile[worker], batch, sample);
        int k = packed.channels();
        int c = output.channels();
        blas.nn(output.points(), c, k, 1f, packed.at(sample, 0), k, packedWeight.at(0), c, 0f, output.at(sample, 0), c);
    }

    private void pack(Blas blas, float[] all, float[] values, Memory batch, int sample) {
        blas.read(batch.at((long) sample * values.length), values, values.length);
        int channels = packed.channels();
        for (int point = 0; point < packed.points(); point++) {
            for (int i = 0; i < inputs; i++) {
                all[point * channels + i] = values[point * inputs + i];
            }
        }
        blas.write(all, all.length, packed.at(sample, 0));
    }

    /** Adds one sample's part of the gradients. */
    public void backward(int worker, Field error, int sample) {
        Blas blas = workers.blas(worker);
        int k = packed.channels();
        int c = output.channels();
        long x = packed.at(sample, 0);
        long dy = error.at(sample, 0);
        int points = output.points();
        blas.tn(k - 1, c, points, 1f, x, k, dy, c, 1f, weight.gradientAt(worker, 0), c);
        blas.addRows(points, c, dy, c, bias.gradientAt(worker, 0));
    }

    /** The memory of a batch's input, checked against the prepared shapes. */
    public Memory batch(INDArray input) {
        long wanted = (long) packed.samples() * packed.points() * inputs;
        if (input.length() != wanted) {
            throw new IllegalArgumentException(
                    "a batch of " + input.length() + " values, but the program was prepared for " + packed.samples()
                            + " × " + packed.points() + " × " + inputs);
        }
        return Memory.of(input);
    }
}
