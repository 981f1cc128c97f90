package org.espalier.host.training;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.plugins.BoundNumbers;
import org.espalier.host.weights.NativeFloats;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The rounding of one array at one site, prepared. */
abstract sealed class Signal implements AutoCloseable permits WholeSignal, RowSignal {
    /** The array. */
    protected final INDArray array;

    /** Of the whole array. */
    protected final Rounder rounder;

    /** By group, of the call. */
    protected final double[] scales;

    /** Of the call. */
    protected RandomStream draws;

    private final Streams streams;

    /**
     * The draws of a tensor.
     *
     * @param training   of which each step has its own
     * @param evaluation always the same
     */
    record Streams(RandomStream training, RandomStream evaluation) {}

    Signal(INDArray array, Rounder rounder, Streams streams) {
        this.array = array;
        this.rounder = rounder;
        this.scales = new double[rounder.groups()];
        this.streams = streams;
        this.draws = streams.evaluation();
    }

    /** The rounding of an array: some rows at a time where these know nothing of one another, else as a whole. */
    static Signal of(
            INDArray array, BoundNumbers numbers, Site site, Streams streams, Scratch scratch, WorkerTeam team) {
        int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
        Rounder rounder = numbers.prepare(shape, site);
        return NativeFloats.contiguous(array) && rounder.rowsAlone() && shape.length > 1 && shape[0] > 1
                ? new RowSignal(array, shape, numbers, site, rounder, streams, scratch, team)
                : new WholeSignal(array, rounder, streams, scratch, team);
    }

    /** Whether it was prepared for that array. */
    final boolean isOf(INDArray values) {
        return array == values;
    }

    /** Rounds the array in place, by the draws of a step. */
    final void train(long step) {
        draws = streams.training().at(step);
        round();
    }

    /** Rounds the array in place, by the draws of every evaluation. */
    final void evaluate() {
        draws = streams.evaluation();
        round();
    }

    /** Rounds the array in place. */
    protected abstract void round();

    /** Pointers to the array's values, one for each worker. */
    protected final FloatPointer[] cursors(int workers) {
        FloatPointer[] cursors = new FloatPointer[workers];
        Arrays.setAll(cursors, w -> new FloatPointer(array.data().addressPointer()));
        return cursors;
    }

    @Override
    public void close() {
        rounder.close();
    }
}
