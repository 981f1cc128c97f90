package org.espalier.models.mlp;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.layers.Weights;

/** The stages of a multilayer perceptron in order. */
final class Stages {
    private Stages() {}

    /** Stages from an input to an output; all other memory is allocated. */
    static List<Stage> of(MlpSettings settings, Dims dims, Rows rows, Weights weights, Flow input, Flow output) {
        return settings.residual()
                ? residual(settings, dims, rows, weights, input, output)
                : plain(settings, dims, rows, weights, input, output);
    }

    private static List<Stage> plain(
            MlpSettings settings, Dims dims, Rows rows, Weights weights, Flow input, Flow output) {
        List<Stage> all = new ArrayList<>();
        Flow from = input;
        for (Dim width : MlpSizes.widths(dims)) {
            Flow to = Flow.of(rows, width.size());
            all.add(new Dense(rows, weights, MlpSizes.hidden(all.size()), from, to, settings.activation()));
            from = to;
        }
        all.add(new Dense(rows, weights, MlpLayout.OUT, from, output, null));
        return all;
    }

    private static List<Stage> residual(
            MlpSettings settings, Dims dims, Rows rows, Weights weights, Flow input, Flow output) {
        List<Stage> all = new ArrayList<>();
        Flow stream = Flow.of(rows, dims.size(MlpSizes.STREAM));
        Flow branch = Flow.of(rows, dims.size(MlpSizes.STREAM));
        all.add(new Dense(rows, weights, MlpLayout.IN, input, stream, null));
        for (Dim width : MlpSizes.widths(dims)) {
            String name = MlpSizes.hidden(all.size() - 1);
            all.add(new Block(rows, weights, name, width.size(), stream, branch, settings.activation()));
        }
        all.add(new Head(rows, weights, stream, output, settings.activation()));
        return all;
    }
}
