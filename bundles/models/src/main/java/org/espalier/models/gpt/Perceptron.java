package org.espalier.models.gpt;

import org.espalier.api.model.Pass;
import org.espalier.layers.Activation;
import org.espalier.layers.Field;
import org.espalier.layers.PointwiseActivation;

/** The perceptron of a block: GELU(x·W₁ + b₁)·W₂ + b₂. */
final class Perceptron implements Sublayer {
    private final String name;
    private final Sequences sequences;
    private final Stream stream;
    private final Field hidden;
    private final Projection begin;
    private final PointwiseActivation activation;
    private final Projection end;

    /**
     * The perceptron of a block.
     *
     * @param read normed rows
     */
    Perceptron(Wiring wiring, String block, Field read) {
        GptSettings settings = wiring.settings();
        this.name = block + ".mlp";
        this.sequences = wiring.sequences();
        this.stream = wiring.stream();
        this.hidden = sequences.matrix(settings.hidden());
        this.begin = wiring.linear(name + ".c_fc", read, hidden);
        this.activation = new PointwiseActivation(
                sequences.workers(),
                Activation.GELU,
                sequences.workers().count(),
                1,
                sequences.mostRows() * settings.hidden());
        this.end = wiring.linear(name + ".c_proj", hidden, stream.branch());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void begin(Pass pass) {
        if (pass.training()) {
            activation.keepSlopes();
        }
    }

    @Override
    public void forward(int worker, boolean training) {
        int from = sequences.firstRow(worker);
        int rows = sequences.rows(worker);
        begin.forward(worker);
        activation.forward(worker, worker, 0, hidden.at(0, from), rows * hidden.channels(), training);
        end.forward(worker);
    }

    @Override
    public void backward(int worker, Field errors) {
        int from = sequences.firstRow(worker);
        int rows = sequences.rows(worker);
        end.backward(worker, errors, stream.hidden());
        activation.backward(worker, worker, 0, stream.hidden().at(0, from), rows * hidden.channels());
        begin.backward(worker, stream.hidden(), stream.inner());
    }
}
