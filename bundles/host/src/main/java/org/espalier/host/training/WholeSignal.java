package org.espalier.host.training;

import org.bytedeco.javacpp.FloatPointer;
import org.espalier.api.model.Workspace;
import org.espalier.api.number.Rounder;
import org.espalier.host.weights.NativeFloats;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A signal whose scales follow from all of it: all workers bring it to the heap, one fits, all round and bring it back. */
final class WholeSignal extends Signal {
    private static final int TILE = 8192;
    private final boolean contiguous;
    private final float[] heap;
    private final WorkerTeam team;
    private final FloatPointer[] cursors;
    private final Workspace.Task load = this::load;
    private final Workspace.Task store = this::store;

    WholeSignal(INDArray array, Rounder rounder, Streams streams, Scratch scratch, WorkerTeam team) {
        super(array, rounder, streams);
        this.contiguous = NativeFloats.contiguous(array);
        this.heap = scratch.floats(Math.toIntExact(array.length()), 0);
        this.team = team;
        this.cursors = contiguous ? cursors(team.size()) : new FloatPointer[0];
    }

    /** Allocates nothing unless the array is a view of a larger one. */
    @Override
    protected void round() {
        if (contiguous) {
            team.run(load);
            rounder.fit(heap, scales);
            team.run(store);
        } else {
            NativeFloats.read(array, heap);
            rounder.fit(heap, scales);
            rounder.round(heap, 0, heap.length, scales, draws);
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
            rounder.round(heap, from, to, scales, draws);
            cursors[worker].position(from).put(heap, from, to - from);
        }
    }
}
