package org.espalier.host.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.espalier.api.data.Dataset;
import org.espalier.api.growth.Dims;
import org.espalier.api.model.Shapes;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.weights.Revision;

/** The prepared programs of a run, by sizes and samples; the ones not used for longest go first, since any can be made again. */
final class Programs implements AutoCloseable {
    private static final int MOST = 4;
    private final BoundModel model;
    private final Dataset data;
    private final Normaliser normaliser;
    private final BoundLoss loss;
    private final WorkerTeam team;

    /** The one used last comes last. */
    private final List<PreparedBatch> prepared = new ArrayList<>(MOST);

    Programs(BoundModel model, Dataset data, Normaliser normaliser, BoundLoss loss, WorkerTeam team) {
        this.model = model;
        this.data = data;
        this.normaliser = normaliser;
        this.loss = loss;
        this.team = team;
    }

    /** The program for that many samples at these sizes. */
    PreparedBatch get(Dims dims, int samples) {
        for (int i = prepared.size() - 1; i >= 0; i--) {
            if (prepared.get(i).serves(dims, samples)) {
                PreparedBatch found = prepared.remove(i);
                prepared.add(found);
                return found;
            }
        }
        while (prepared.size() >= MOST) {
            prepared.remove(0).close();
        }
        Shapes shapes = DataSizing.shapes(data, dims, samples);
        PreparedBatch made = new PreparedBatch(model, data, normaliser, loss, dims, shapes, team);
        prepared.add(made);
        return made;
    }

    /** Drops what no revision of these sizes will ask for: a grown run's old programs, and those of its trials. */
    void keepOnly(Revision revision) {
        drop(batch -> !batch.dims().equals(revision.dims()));
    }

    /** Drops every prepared form. */
    void clear() {
        drop(batch -> true);
    }

    private void drop(Predicate<PreparedBatch> which) {
        List<PreparedBatch> going = prepared.stream().filter(which).toList();
        prepared.removeAll(going);
        going.forEach(PreparedBatch::close);
    }

    @Override
    public void close() {
        clear();
    }
}
