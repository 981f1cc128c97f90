package org.espalier.models.gpt;

import org.espalier.api.model.Pass;
import org.espalier.layers.Dropout;
import org.espalier.layers.Embedding;
import org.espalier.layers.Field;
import org.espalier.layers.Memory;
import org.espalier.layers.Residual;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The beginning: vectors of tokens and of positions become the residual stream. */
final class Start implements Stage {
    static final String NAME = "wte";
    private final long site;
    private final Sequences sequences;
    private final Stream stream;
    private final Embedding embedding;
    private final Dropout dropout;
    private final Residual drop;
    private final Field errors;
    private @Nullable Memory given;

    /**
     * The beginning.
     *
     * @param site which stream of random numbers is its own
     */
    Start(Wiring wiring, long site, Embedding embedding) {
        this.site = site;
        this.sequences = wiring.sequences();
        this.stream = wiring.stream();
        this.embedding = embedding;
        this.dropout = wiring.dropout();
        this.drop = new Residual(sequences.workers(), dropout);
        this.errors = sequences.bySequence(stream.errors());
    }

    /** Takes the tokens of the pass to come. */
    void give(INDArray tokens) {
        if (given == null || given.array() != tokens) {
            given = embedding.batch(tokens);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(Pass pass) {
        dropout.begin(pass.random().at(site), pass.training());
    }

    @Override
    public void forward(int worker, boolean training) {
        Memory tokens = given;
        if (tokens == null) {
            throw new IllegalStateException("forward without tokens");
        }
        for (int sample = sequences.first(worker); sample < sequences.first(worker + 1); sample++) {
            embedding.forward(worker, tokens, sample);
        }
        drop.drop(worker, sequences.firstRow(worker), sequences.rows(worker), stream.values());
    }

    @Override
    public void backward(int worker) {
        drop.drop(worker, sequences.firstRow(worker), sequences.rows(worker), stream.errors());
        for (int sample = sequences.first(worker); sample < sequences.first(worker + 1); sample++) {
            embedding.backward(worker, sample, errors);
        }
    }

    @Override
    public void shared(int worker) {
        embedding.tableBackward(worker, errors);
    }
}
