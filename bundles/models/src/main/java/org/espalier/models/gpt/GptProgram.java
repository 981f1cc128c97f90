package org.espalier.models.gpt;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Dims;
import org.espalier.api.model.Batch;
import org.espalier.api.model.Parameters;
import org.espalier.api.model.Pass;
import org.espalier.api.model.Program;
import org.espalier.api.model.Workspace;
import org.espalier.api.number.Site;
import org.espalier.layers.Embedding;
import org.espalier.layers.Weights;
import org.espalier.layers.Workers;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A GPT prepared for fixed sizes.
 *
 * <p>Each worker takes its sequences through all stages without waiting for others. Only where somebody rounds, the stages go
 * one after another, with a barrier after each, and what each leaves on the residual stream is rounded.
 */
final class GptProgram implements Program {
    private final Workers workers;
    private final Weights weights;
    private final Stream stream;
    private final INDArray scores;
    private final Start start;
    private final Head head;
    private final Stage[] stages;
    private final Workspace.Task through = this::through;
    private final Workspace.Task throughBackward = this::throughBackward;
    private final Workspace.Task shared = this::shared;
    private final Workspace.Task stageForward = this::stageForward;
    private final Workspace.Task stageBackward = this::stageBackward;
    private final Workspace.Task clear;
    private boolean training;
    private int stage;
    private @Nullable Pass pass;

    GptProgram(GptSettings settings, Dims dims, GptShape shape, Workspace workspace) {
        this.workers = new Workers(workspace);
        this.weights = new Weights(workers);
        this.clear = weights::clear;
        Sequences sequences = new Sequences(workers, shape.samples(), shape.positions());
        this.stream = Stream.of(sequences, settings);
        this.scores = workspace.allocate(shape.samples(), shape.positions(), shape.vocabulary());
        Embedding embedding = new Embedding(
                workers,
                weights,
                GptLayout.TOKENS,
                GptLayout.POSITIONS,
                shape.vocabulary(),
                sequences.bySequence(stream.values()));
        Wiring wiring = new Wiring(settings, dims, sequences, weights, stream);
        List<Stage> all = new ArrayList<>();
        this.start = new Start(wiring, /* site= */ 0, embedding);
        all.add(start);
        for (int layer = 0; layer < settings.layers(); layer++) {
            addBlock(wiring, GptLayout.block(layer), 1 + 3L * layer, all);
        }
        this.head = new Head(wiring, embedding, sequences.matrix(scores, shape.vocabulary()));
        all.add(head);
        this.stages = all.toArray(Stage[]::new);
    }

    /** Whatever drops has a stream of random numbers of its own: a block has three, of which the first is at its site. */
    private static void addBlock(Wiring wiring, String block, long site, List<Stage> all) {
        all.add(new Branch(wiring, block + ".ln_1", site + 1, read -> new Attention(wiring, block, site, read)));
        all.add(new Branch(wiring, block + ".ln_2", site + 2, read -> new Perceptron(wiring, block, read)));
    }

    @Override
    public INDArray forward(Parameters parameters, Batch batch, Pass pass) {
        weights.bind(parameters);
        start.give(batch.input());
        this.pass = pass;
        training = pass.training();
        for (Stage each : stages) {
            each.begin(pass);
        }
        if (!pass.rounds(Site.ACTIVATION)) {
            workers.run(through);
            return scores;
        }
        for (stage = 0; stage < stages.length; stage++) {
            workers.run(stageForward);
            if (stages[stage] != head) {
                pass.round(
                        Site.ACTIVATION,
                        stages[stage].name(),
                        stream.values().memory().array());
            }
        }
        return scores;
    }

    @Override
    public void backward(Parameters parameters, INDArray outputGradient, Parameters into) {
        Pass last = pass;
        if (last == null || !training) {
            throw new IllegalStateException("backward without a forward in training mode");
        }
        weights.bind(parameters);
        weights.bindGradients(into);
        head.give(outputGradient);
        if (last.rounds(Site.ERROR)) {
            oneByOne(last);
        } else {
            workers.run(throughBackward);
        }
        workers.run(shared);
        weights.collect();
    }

    private void oneByOne(Pass pass) {
        workers.run(clear);
        for (stage = stages.length - 1; stage >= 0; stage--) {
            workers.run(stageBackward);
            if (stage > 0) {
                pass.round(
                        Site.ERROR,
                        stages[stage - 1].name(),
                        stream.errors().memory().array());
            }
        }
    }

    private void through(int worker) {
        for (Stage each : stages) {
            each.forward(worker, training);
        }
    }

    private void throughBackward(int worker) {
        weights.clear(worker);
        for (int i = stages.length - 1; i >= 0; i--) {
            stages[i].backward(worker);
        }
    }

    private void shared(int worker) {
        for (Stage each : stages) {
            each.shared(worker);
        }
    }

    private void stageForward(int worker) {
        stages[stage].forward(worker, training);
    }

    private void stageBackward(int worker) {
        stages[stage].backward(worker);
    }

    @Override
    public void close() {
        // All memory is the workspace's.
    }
}
