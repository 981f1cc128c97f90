package org.espalier.host.training;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.api.data.Dataset;
import org.espalier.api.growth.Dims;
import org.espalier.api.model.Shapes;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;

/** The prepared programs of a run, by sizes and shapes; the ones not used for longest go first, since any can be made again. */
final class Programs implements AutoCloseable {
    private static final int MOST = 4;
    private final BoundModel model;
    private final Dataset data;
    private final Normaliser normaliser;
    private final BoundLoss loss;
    private final WorkerTeam team;
    private final Map<Key, PreparedBatch> prepared = new LinkedHashMap<>(8, 0.75f, true);

    private record Key(Dims dims, Shapes shapes) {}

    Programs(BoundModel model, Dataset data, Normaliser normaliser, BoundLoss loss, WorkerTeam team) {
        this.model = model;
        this.data = data;
        this.normaliser = normaliser;
        this.loss = loss;
        this.team = team;
    }

    /** The program for that many samples at these sizes. */
    PreparedBatch get(Dims dims, int samples) {
        Shapes shapes = Shapes.of(samples, data.inputShape(dims), data.targetShape(dims));
        Key key = new Key(dims, shapes);
        PreparedBatch found = prepared.get(key);
        if (found == null) {
            makeRoom();
            found = new PreparedBatch(model, data, normaliser, loss, dims, shapes, team);
            prepared.put(key, found);
        }
        return found;
    }

    private void makeRoom() {
        Iterator<PreparedBatch> eldest = prepared.values().iterator();
        while (prepared.size() >= MOST) {
            eldest.next().close();
            eldest.remove();
        }
    }

    /** Drops every prepared form. */
    void clear() {
        prepared.values().forEach(PreparedBatch::close);
        prepared.clear();
    }

    @Override
    public void close() {
        clear();
    }
}
