package org.espalier.models.gpt;

import org.espalier.api.model.Pass;
import org.espalier.layers.Embedding;
import org.espalier.layers.Field;
import org.espalier.layers.LayerNorm;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The end: a last norm, and the table of tokens scores every token. Its backward is the first to write the stream's errors. */
final class Head implements Stage {
    private final Sequences sequences;
    private final Stream stream;
    private final Embedding embedding;
    private final Field read;
    private final LayerNorm norm;
    private final Field scores;
    private @Nullable Field scoresError;

    /**
     * The end.
     *
     * @param scores [rows, vocabulary]
     */
    Head(Wiring wiring, Embedding embedding, Field scores) {
        this.sequences = wiring.sequences();
        this.stream = wiring.stream();
        this.embedding = embedding;
        this.scores = scores;
        this.read = sequences.matrix(wiring.settings().width());
        this.norm = wiring.norm(GptLayout.FINAL_NORM, read);
    }

    /** Takes the gradient of the scores for the backward pass to come. */
    void give(INDArray gradient) {
        if (scoresError == null || scoresError.memory().array() != gradient) {
            scoresError = sequences.matrix(gradient, scores.channels());
        }
    }

    @Override
    public String name() {
        return GptLayout.FINAL_NORM;
    }

    @Override
    public void begin(Pass pass) {
        if (pass.training()) {
            norm.keep();
        }
    }

    @Override
    public void forward(int worker, boolean training) {
        int from = sequences.firstRow(worker);
        int rows = sequences.rows(worker);
        norm.forward(worker, from, rows, training);
        embedding.score(worker, from, rows, read, scores);
    }

    @Override
    public void backward(int worker) {
        Field errors = given();
        int from = sequences.firstRow(worker);
        int rows = sequences.rows(worker);
        Field into = stream.errors();
        embedding.scoreBackward(worker, from, rows, errors, stream.inner());
        sequences.workers().blas(worker).zero(into.at(0, from), (long) rows * into.channels());
        norm.backward(worker, from, rows, stream.inner(), into);
    }

    @Override
    public void shared(int worker) {
        embedding.scoreTableBackward(worker, read, given());
    }

    private Field given() {
        Field errors = scoresError;
        if (errors == null) {
            throw new IllegalStateException("backward without a gradient");
        }
        return errors;
    }
}
