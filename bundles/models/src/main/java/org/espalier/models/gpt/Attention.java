package org.espalier.models.gpt;

import org.espalier.api.model.Pass;
import org.espalier.layers.CausalAttention;
import org.espalier.layers.Dropout;
import org.espalier.layers.Field;

/** Causal attention, with the linear layers before and behind it. */
final class Attention implements Sublayer {
    private final String name;
    private final long site;
    private final Sequences sequences;
    private final Stream stream;
    private final Projection threefold;
    private final CausalAttention attention;
    private final Projection end;
    private final Dropout ofWeights;
    private final Field mixedErrors;
    private final Field threefoldErrors;

    /**
     * The attention of a block.
     *
     * @param site which stream of random numbers is its own
     * @param read normed rows
     */
    Attention(Wiring wiring, String block, long site, Field read) {
        GptSettings settings = wiring.settings();
        this.name = block + ".attn";
        this.site = site;
        this.sequences = wiring.sequences();
        this.stream = wiring.stream();
        Field made = sequences.matrix(3 * settings.width());
        Field mixed = sequences.matrix(settings.width());
        this.ofWeights = wiring.dropout();
        this.threefold = wiring.linear(name + ".c_attn", read, made);
        this.attention = new CausalAttention(
                sequences.workers(),
                sequences.bySequence(made),
                sequences.bySequence(mixed),
                settings.heads(),
                ofWeights);
        this.end = wiring.linear(name + ".c_proj", mixed, stream.branch());
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
        if (pass.training()) {
            attention.keep();
        }
    }

    @Override
    public void forward(int worker, boolean training) {
        threefold.forward(worker);
        for (int sample = sequences.first(worker); sample < sequences.first(worker + 1); sample++) {
            attention.forward(worker, sample);
        }
        end.forward(worker);
    }

    @Override
    public void backward(int worker, Field errors) {
        end.backward(worker, errors, stream.inner());
        for (int sample = sequences.first(worker); sample < sequences.first(worker + 1); sample++) {
            attention.backward(worker, sample, mixedErrors, threefoldErrors);
        }
        threefold.backward(worker, stream.threefold(), stream.inner());
    }
}
