package org.espalier.models.mlp;

import org.espalier.layers.Field;
import org.espalier.layers.PointwiseActivation;

/** σ(x) of a stream's rows, which stay as they are. */
final class Activated {
    private final Rows rows;
    private final Field stream;
    private final Flow made;
    private final PointwiseActivation activation;

    /**
     * The activation of a stream.
     *
     * @param stream [rows, channels]
     * @param errors where those of σ(x) go, which backward turns into those of x
     */
    Activated(Wiring wiring, Field stream, Field errors) {
        this.rows = wiring.rows();
        this.stream = stream;
        this.made = new Flow(rows.matrix(stream.channels()), errors);
        this.activation = rows.activation(wiring.activation(), stream.channels());
    }

    /** σ(x) and its errors. */
    Flow made() {
        return made;
    }

    /** Gets ready for a pass that a backward follows; one thread. */
    void keepSlopes() {
        activation.keepSlopes();
    }

    /** Computes a worker's rows. */
    void forward(int worker, boolean training) {
        Field values = made.values();
        rows.copy(worker, stream, values);
        activation.forward(worker, worker, 0, rows.at(worker, values), rows.length(worker, values), training);
    }

    /** Turns a worker's errors of σ(x) into those of x, in place. */
    void backward(int worker) {
        Field errors = made.errors();
        activation.backward(worker, worker, 0, rows.at(worker, errors), rows.length(worker, errors));
    }
}
