package org.espalier.layers;

import static org.bytedeco.openblas.global.openblas.blas_set_num_threads;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.api.model.Workspace;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The workers of a workspace, each with its own access to BLAS, and the memory that layers ask for.
 *
 * <p>Work is split into contiguous shares that depend on the number of items and workers alone, so that results are equal to the
 * bit for the same number of workers.
 */
@ProviderType
public final class Workers {
    private static final int ONES = 1024;

    static {
        // The workers are the threads. Once is enough, and the call takes a millisecond: it looks for every BLAS there
        // might be.
        blas_set_num_threads(1);
    }

    private final Workspace workspace;
    private final Blas[] blas;

    /** The workers of a workspace. */
    public Workers(Workspace workspace) {
        this.workspace = workspace;
        Memory ones = allocate(ONES);
        this.blas = IntStream.range(0, workspace.workers())
                .mapToObj(w -> new Blas(ones))
                .toArray(Blas[]::new);
        float[] values = new float[ONES];
        Arrays.fill(values, 1f);
        blas[0].write(values, ONES, ones.at(0));
    }

    /** How many there are, at least 1. */
    public int count() {
        return blas.length;
    }

    /** One worker's access to BLAS. */
    public Blas blas(int worker) {
        return blas[worker];
    }

    /** A zeroed block in the program's arena, freed with the program. */
    public Memory allocate(long... shape) {
        return Memory.of(workspace.allocate(shape));
    }

    /** Runs a task on every worker and returns when all have ended. The task should be a field: a fresh lambda is garbage. */
    public void run(Workspace.Task task) {
        workspace.run(task);
    }

    /** The first of a worker's items; its share ends before the first of the next worker. */
    public int first(int worker, int items) {
        return (int) ((long) items * worker / count());
    }
}
