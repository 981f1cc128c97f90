package org.espalier.models.gpt;

import org.espalier.api.model.Pass;
import org.espalier.layers.Activation;
import org.espalier.layers.Dropout;
import org.espalier.layers.Field;
import org.espalier.layers.LayerNorm;
import org.espalier.layers.LinearLayer;
import org.espalier.layers.PointwiseActivation;
import org.espalier.layers.Residual;

/** The second half of a block: x ← x + GELU(norm(x)·W₁ + b₁)·W₂ + b₂. */
final class MlpBranch implements Stage {
    private final String name;
    private final long site;
    private final Sequences sequences;
    private final Stream stream;
    private final Field hidden;
    private final LayerNorm norm;
    private final LinearLayer begin;
    private final PointwiseActivation activation;
    private final LinearLayer end;
    private final Dropout ofEnd;
    private final Residual residual;

    /**
     * The perceptron of a block.
     *
     * @param site which stream of random numbers is its own
     */
    MlpBranch(Wiring wiring, String block, long site) {
        GptSettings settings = wiring.settings();
        this.name = block + ".mlp";
        this.site = site;
        this.sequences = wiring.sequences();
        this.stream = wiring.stream();
        Field read = sequences.matrix(settings.width());
        this.hidden = sequences.matrix(settings.hidden());
        this.ofEnd = wiring.dropout();
        this.norm = wiring.norm(block + ".ln_2", read);
        this.begin = wiring.linear(name + ".c_fc", read, hidden);
        this.activation = new PointwiseActivation(
                sequences.workers(),
                Activation.GELU,
                sequences.workers().count(),
                1,
                sequences.mostRows() * settings.hidden());
        this.end = wiring.linear(name + ".c_proj", hidden, stream.branch());
        this.residual = new Residual(sequences.workers(), ofEnd);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void begin(Pass pass) {
        ofEnd.begin(pass.random().at(site), pass.training());
        if (pass.training()) {
            norm.keep();
            activation.keepSlopes();
        }
    }

    @Override
    public void forward(int worker, boolean training) {
        int from = sequences.firstRow(worker);
        int rows = sequences.rows(worker);
        norm.forward(worker, from, rows, training);
        begin.begin(worker);
        begin.forward(worker, 0, from, rows);
        activation.forward(worker, worker, 0, hidden.at(0, from), rows * hidden.channels(), training);
        end.begin(worker);
        end.forward(worker, 0, from, rows);
        residual.forward(worker, from, rows, stream.branch(), stream.values());
    }

    @Override
    public void backward(int worker) {
        int from = sequences.firstRow(worker);
        int rows = sequences.rows(worker);
        Field branchErrors = residual.backward(worker, from, rows, stream.errors(), stream.branch());
        end.backward(worker, 0, from, rows, branchErrors, stream.hidden());
        activation.backward(worker, worker, 0, stream.hidden().at(0, from), rows * hidden.channels());
        begin.backward(worker, 0, from, rows, stream.hidden(), stream.inner());
        norm.backward(worker, from, rows, stream.inner(), stream.errors());
    }
}
