package org.espalier.models.gpt;

import java.util.function.Function;
import org.espalier.api.model.Pass;
import org.espalier.layers.Dropout;
import org.espalier.layers.Field;
import org.espalier.layers.LayerNorm;
import org.espalier.layers.Residual;

/** Half of a block: x ← x + dropout(sublayer(norm(x))). */
final class Branch implements Stage {
    private final long site;
    private final Sequences sequences;
    private final Stream stream;
    private final LayerNorm norm;
    private final Sublayer sublayer;
    private final Dropout dropout;
    private final Residual residual;

    /**
     * A branch.
     *
     * @param norm     the norm's name
     * @param site     which stream of random numbers is its own
     * @param sublayer of the field that the norm writes
     */
    Branch(Wiring wiring, String norm, long site, Function<Field, Sublayer> sublayer) {
        this.site = site;
        this.sequences = wiring.sequences();
        this.stream = wiring.stream();
        Field read = sequences.matrix(wiring.settings().width());
        this.norm = wiring.norm(norm, read);
        this.sublayer = sublayer.apply(read);
        this.dropout = wiring.dropout();
        this.residual = new Residual(sequences.workers(), dropout);
    }

    @Override
    public String name() {
        return sublayer.name();
    }

    @Override
    public void begin(Pass pass) {
        sublayer.begin(pass);
        dropout.begin(pass.random().at(site), pass.training());
        if (pass.training()) {
            norm.keep();
        }
    }

    @Override
    public void forward(int worker, boolean training) {
        int from = sequences.firstRow(worker);
        int rows = sequences.rows(worker);
        norm.forward(worker, from, rows, training);
        sublayer.forward(worker, training);
        residual.forward(worker, from, rows, stream.branch(), stream.values());
    }

    @Override
    public void backward(int worker) {
        int from = sequences.firstRow(worker);
        int rows = sequences.rows(worker);
        sublayer.backward(worker, residual.backward(worker, from, rows, stream.errors(), stream.branch()));
        norm.backward(worker, from, rows, stream.inner(), stream.errors());
    }
}
