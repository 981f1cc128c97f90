package org.espalier.models.mlp;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Dim;

/** The stages of a multilayer perceptron in order. */
final class Stages {
    private Stages() {}

    /** Stages from an input to an output; all other memory is allocated. */
    static List<Stage> of(Wiring wiring, Flow input, Flow output) {
        return wiring.settings().residual() ? residual(wiring, input, output) : plain(wiring, input, output);
    }

    private static List<Stage> plain(Wiring wiring, Flow input, Flow output) {
        List<Stage> all = new ArrayList<>();
        Flow from = input;
        for (Dim width : MlpSizes.widths(wiring.dims())) {
            Flow to = Flow.of(wiring.rows(), width.size());
            all.add(wiring.dense(MlpSizes.hidden(all.size()), from, to, wiring.activation()));
            from = to;
        }
        all.add(wiring.dense(MlpLayout.OUT, from, output, null));
        return all;
    }

    private static List<Stage> residual(Wiring wiring, Flow input, Flow output) {
        List<Stage> all = new ArrayList<>();
        int channels = wiring.dims().size(MlpSizes.STREAM);
        Flow stream = Flow.of(wiring.rows(), channels);
        Flow branch = Flow.of(wiring.rows(), channels);
        all.add(wiring.dense(MlpLayout.IN, input, stream, null));
        for (Dim width : MlpSizes.widths(wiring.dims())) {
            all.add(new Block(wiring, all.size() - 1, width.size(), stream, branch));
        }
        all.add(new Head(wiring, stream, output));
        return all;
    }
}
