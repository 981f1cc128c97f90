package org.espalier.models.mlp;

import org.espalier.layers.Field;

/** The end of a residual network: σ(x)·W + b. Its backward is the first to write the stream's errors. */
final class Head implements Stage {
    private final Flow stream;
    private final Activated read;
    private final Dense out;

    Head(Wiring wiring, Flow stream, Flow output) {
        this.stream = stream;
        this.read = new Activated(wiring, stream.values(), stream.errors());
        this.out = wiring.dense(MlpLayout.OUT, read.made(), output, null);
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
        return read.made().values();
    }

    @Override
    public void keepSlopes() {
        read.keepSlopes();
    }

    @Override
    public void forward(int worker, boolean training) {
        read.forward(worker, training);
        out.forward(worker, training);
    }

    @Override
    public void backward(int worker) {
        out.backward(worker);
        read.backward(worker);
    }
}
