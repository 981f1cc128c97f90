package org.espalier.models.mlp;

import org.espalier.layers.Field;

/**
 * A residual block on a stream: x ← x + σ(σ(x)·W₁ + b₁)·W₂ + b₂. It works in place, and backward does the same to the stream's
 * errors.
 */
final class Block implements Stage {
    private final Rows rows;
    private final Flow stream;
    private final Activated read;
    private final Flow branch;
    private final Dense hidden;
    private final Dense end;

    /**
     * A block.
     *
     * @param index  its place among the blocks
     * @param units  hidden units
     * @param branch scratch of the stream's shape that the blocks share
     */
    Block(Wiring wiring, int index, int units, Flow stream, Flow branch) {
        Rows rows = wiring.rows();
        Flow inner = Flow.of(rows, units);
        this.rows = rows;
        this.stream = stream;
        this.branch = branch;
        // The branch's errors are the stream's, so that its own scratch is free for those of what the block reads.
        this.read = new Activated(wiring, stream.values(), branch.errors());
        this.hidden = wiring.dense(MlpSizes.hidden(index), read.made(), inner, wiring.activation());
        this.end = wiring.dense(MlpSizes.end(index), inner, new Flow(branch.values(), stream.errors()), null);
    }

    @Override
    public String name() {
        return hidden.name();
    }

    @Override
    public Flow input() {
        return stream;
    }

    @Override
    public Flow output() {
        return stream;
    }

    @Override
    public Field read() {
        return read.made().values();
    }

    @Override
    public void keepSlopes() {
        read.keepSlopes();
        hidden.keepSlopes();
    }

    @Override
    public void forward(int worker, boolean training) {
        read.forward(worker, training);
        hidden.forward(worker, training);
        end.forward(worker, training);
        rows.add(worker, branch.values(), stream.values());
    }

    @Override
    public void backward(int worker) {
        end.backward(worker);
        hidden.backward(worker);
        read.backward(worker);
        rows.add(worker, read.made().errors(), stream.errors());
    }
}
