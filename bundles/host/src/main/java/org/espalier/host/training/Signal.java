package org.espalier.host.training;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.espalier.api.model.Workspace;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.plugins.BoundNumbers;
import org.espalier.host.weights.NativeFloats;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The rounding of one array at one site, prepared: all workers bring it to the heap, one fits, all round and bring it back. */
final class Signal implements AutoCloseable {
    private static final int TILE = 8192;
    private final INDArray array;
    private final boolean contiguous;
    private final Rounder rounder;
    private final double[] scales;
    private final float[] heap;
    private final RandomStream draws;
    private final RandomStream evaluation;
    private final WorkerTeam team;
    private final FloatPointer[] cursors;
    private final Workspace.Task load = this::load;
    private final Workspace.Task store = this::store;
    private RandomStream ofCall;

    /**
     * The rounding of an array.
     *
     * @param heap       as long as the array; scratch that others use, too
     * @param draws      of the tensor in training
     * @param evaluation of the tensor in evaluation
     */
    Signal(
            INDArray array,
            BoundNumbers numbers,
            Site site,
            float[] heap,
            RandomStream draws,
            RandomStream evaluation,
            WorkerTeam team) {
        this.array = array;
        this.contiguous = NativeFloats.contiguous(array);
        this.heap = heap;
        this.draws = draws;
        this.evaluation = evaluation;
        this.ofCall = evaluation;
        this.team = team;
        this.cursors = new FloatPointer[team.size()];
        if (contiguous) {
            Arrays.setAll(cursors, w -> new FloatPointer(array.data().addressPointer()));
        }
        int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
        this.rounder = numbers.prepare(shape, site);
        this.scales = new double[rounder.groups()];
    }

    /** Whether it was prepared for that array. */
    boolean isOf(INDArray values) {
        return array == values;
    }

    /** The draws of a step. */
    RandomStream draws(long step) {
        return draws.at(step);
    }

    /** The draws of every evaluation. */
    RandomStream evaluationDraws() {
        return evaluation;
    }

    /** Rounds the array in place. Allocates nothing unless it is a view of a larger one. */
    void round(RandomStream drawn) {
        ofCall = drawn;
        if (contiguous) {
            team.run(load);
            rounder.fit(heap, scales);
            team.run(store);
        } else {
            NativeFloats.read(array, heap);
            rounder.fit(heap, scales);
            rounder.round(heap, 0, heap.length, scales, drawn);
            array.assign(Nd4j.createFromArray(heap).reshape('c', array.shape()));
        }
    }

    private int first(int worker) {
        return (int) ((long) heap.length * worker / team.size());
    }

    private void load(int worker) {
        int from = first(worker);
        cursors[worker].position(from).get(heap, from, first(worker + 1) - from);
    }

    private void store(int worker) {
        int end = first(worker + 1);
        for (int from = first(worker); from < end; from += TILE) {
            int to = Math.min(end, from + TILE);
            rounder.round(heap, from, to, scales, ofCall);
            cursors[worker].position(from).put(heap, from, to - from);
        }
    }

    @Override
    public void close() {
        rounder.close();
    }
}
