package org.espalier.host.training;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.model.Workspace;
import org.espalier.host.weights.NativeFloats;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The memory and threads that one prepared program gets. */
final class ProgramWorkspace implements Workspace, AutoCloseable {
    private final WorkerTeam team;
    private final List<NativeFloats> blocks = new ArrayList<>();

    ProgramWorkspace(WorkerTeam team) {
        this.team = team;
    }

    @Override
    public INDArray allocate(long... shape) {
        NativeFloats block = NativeFloats.zeros(shape);
        blocks.add(block);
        return block.array();
    }

    @Override
    public int workers() {
        return team.size();
    }

    @Override
    public void run(Task task) {
        team.run(task);
    }

    @Override
    public void close() {
        blocks.forEach(NativeFloats::close);
        blocks.clear();
    }
}
