package org.espalier.models.mlp;

import org.espalier.layers.Activation;
import org.espalier.layers.Field;
import org.espalier.layers.LinearLayer;
import org.espalier.layers.PointwiseActivation;
import org.jspecify.annotations.Nullable;

/**
 * A linear layer with an activation or none: σ(x·W + b), or whatever its matrix is. After backward the errors of its output are
 * those before σ.
 */
final class Dense implements Stage {
    private final Rows rows;
    private final String name;
    private final Flow input;
    private final Flow output;
    private final LinearLayer linear;
    private final @Nullable PointwiseActivation activation;

    Dense(Rows rows, LinearLayer linear, String name, Flow input, Flow output, @Nullable Activation function) {
        this.rows = rows;
        this.name = name;
        this.input = input;
        this.output = output;
        this.linear = linear;
        this.activation = function == null
                ? null
                : rows.activation(function, output.values().channels());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Flow input() {
        return input;
    }

    @Override
    public Flow output() {
        return output;
    }

    @Override
    public Field read() {
        return input.values();
    }

    @Override
    public void keepSlopes() {
        if (activation != null) {
            activation.keepSlopes();
        }
    }

    @Override
    public void forward(int worker, boolean training) {
        linear.begin(worker);
        linear.forward(worker, 0, rows.first(worker), rows.share(worker));
        if (activation != null) {
            Field made = output.values();
            activation.forward(worker, worker, 0, rows.at(worker, made), rows.length(worker, made), training);
        }
    }

    @Override
    public void backward(int worker) {
        Field errors = output.errors();
        if (activation != null) {
            activation.backward(worker, worker, 0, rows.at(worker, errors), rows.length(worker, errors));
        }
        linear.backward(worker, 0, rows.first(worker), rows.share(worker), errors, input.wanted());
    }
}
