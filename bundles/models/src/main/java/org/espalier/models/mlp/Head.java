package org.espalier.models.mlp;

import org.espalier.layers.Field;
import org.espalier.layers.PointwiseActivation;

/** The end of a residual network: σ(x)·W + b. Its backward is the first to write the stream's errors. */
final class Head implements Stage {
    private final Rows rows;
    private final Flow stream;
    private final Flow read;
    private final PointwiseActivation activation;
    private final Dense out;

    Head(Wiring wiring, Flow stream, Flow output) {
        int channels = stream.values().channels();
        this.rows = wiring.rows();
        this.stream = stream;
        this.read = new Flow(rows.matrix(channels), stream.errors());
        this.activation = rows.activation(wiring.activation(), channels);
        this.out = wiring.dense(MlpLayout.OUT, read, output, null);
    }

    @Override
    public String name() {
        return MlpLayout.OUT;
    }

    @Override
    public Flow input() {
        return stream;
    }

    @Override
    public Flow output() {
        return out.output();
    }

    @Override
    public Field read() {
        return read.values();
    }

    @Override
    public void keepSlopes() {
        activation.keepSlopes();
    }

    @Override
    public void forward(int worker, boolean training) {
        Field values = read.values();
        rows.copy(worker, stream.values(), values);
        activation.forward(worker, worker, 0, rows.at(worker, values), rows.length(worker, values), training);
        out.forward(worker, training);
    }

    @Override
    public void backward(int worker) {
        Field errors = stream.errors();
        out.backward(worker);
        activation.backward(worker, worker, 0, rows.at(worker, errors), rows.length(worker, errors));
    }
}
