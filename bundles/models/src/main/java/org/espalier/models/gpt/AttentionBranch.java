package org.espalier.models.gpt;

import org.espalier.api.model.Pass;
import org.espalier.layers.CausalAttention;
import org.espalier.layers.Dropout;
import org.espalier.layers.Field;
import org.espalier.layers.LayerNorm;
import org.espalier.layers.LinearLayer;
import org.espalier.layers.Residual;

/** The first half of a block: x ← x + attention(norm(x)). */
final class AttentionBranch implements Stage {
    private final String name;
    private final long site;
    private final Sequences sequences;
    private final Stream stream;
    private final LayerNorm norm;
    private final LinearLayer threefold;
    private final CausalAttention attention;
    private final LinearLayer end;
    private final Residual residual;
    private final Dropout ofWeights;
    private final Dropout ofEnd;
    private final Field mixedErrors;
    private final Field threefoldErrors;

    /**
     * The attention of a block.
     *
     * @param site which streams of random numbers are its own
     */
    AttentionBranch(Wiring wiring, String block, long site) {
        GptSettings settings = wiring.settings();
        this.name = block + ".attn";
        this.site = site;
        this.sequences = wiring.sequences();
        this.stream = wiring.stream();
        Field read = sequences.matrix(settings.width());
        Field made = sequences.matrix(3 * settings.width());
        Field mixed = sequences.matrix(settings.width());
        this.ofWeights = wiring.dropout();
        this.ofEnd = wiring.dropout();
        this.norm = wiring.norm(block + ".ln_1", read);
        this.threefold = wiring.linear(name + ".c_attn", read, made);
        this.attention = new CausalAttention(
                sequences.workers(),
                sequences.bySequence(made),
                sequences.bySequence(mixed),
                settings.heads(),
                ofWeights);
        this.end = wiring.linear(name + ".c_proj", mixed, stream.branch());
        this.residual = new Residual(sequences.workers(), ofEnd);
        this.mixedErrors = sequences.bySequence(stream.inner());
        this.threefoldErrors = sequences.bySequence(stream.threefold());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void begin(Pass pass) {
        ofWeights.begin(pass.random().at(site), pass.training());
        ofEnd.begin(pass.random().at(site + 1), pass.training());
        if (pass.training()) {
            norm.keep();
            attention.keep();
        }
    }

    @Override
    public void forward(int worker, boolean training) {
        int from = sequences.firstRow(worker);
        int rows = sequences.rows(worker);
        norm.forward(worker, from, rows, training);
        threefold.begin(worker);
        threefold.forward(worker, 0, from, rows);
        for (int sample = sequences.first(worker); sample < sequences.first(worker + 1); sample++) {
            attention.forward(worker, sample);
        }
        end.begin(worker);
        end.forward(worker, 0, from, rows);
        residual.forward(worker, from, rows, stream.branch(), stream.values());
    }

    @Override
    public void backward(int worker) {
        int from = sequences.firstRow(worker);
        int rows = sequences.rows(worker);
        Field branchErrors = residual.backward(worker, from, rows, stream.errors(), stream.branch());
        end.backward(worker, 0, from, rows, branchErrors, stream.inner());
        for (int sample = sequences.first(worker); sample < sequences.first(worker + 1); sample++) {
            attention.backward(worker, sample, mixedErrors, threefoldErrors);
        }
        threefold.backward(worker, 0, from, rows, stream.threefold(), stream.inner());
        norm.backward(worker, from, rows, stream.inner(), stream.errors());
    }
}
