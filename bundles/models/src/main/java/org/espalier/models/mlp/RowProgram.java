package org.espalier.models.mlp;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.espalier.api.model.Batch;
import org.espalier.api.model.Parameters;
import org.espalier.api.model.Pass;
import org.espalier.api.model.Program;
import org.espalier.api.model.Workspace;
import org.espalier.api.number.Site;
import org.espalier.layers.Field;
import org.espalier.layers.Weights;
import org.espalier.layers.Workers;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network on rows prepared for fixed sizes: stages that each take a row on its own.
 *
 * <p>Each worker takes its rows through all stages without waiting for others. Only where somebody rounds or wants to see
 * values at a tap, the stages go one after another, with a barrier after each.
 */
final class RowProgram implements Program {
    private final Workers workers;
    private final Weights weights;
    private final Rows rows;
    private final Stage[] stages;
    private final Flow input;
    private final Flow output;
    private final INDArray outputArray;
    private final String[] readTaps;
    private final String[] fedTaps;
    private final Workspace.Task enter = this::enter;
    private final Workspace.Task enterBackward = this::enterBackward;
    private final Workspace.Task through = this::through;
    private final Workspace.Task throughBackward = this::throughBackward;
    private final Workspace.Task[] forward;
    private final Workspace.Task[] backward;
    private Field given;
    private Field givenError;
    private boolean training;
    private @Nullable Pass pass;

    /** What the stages of a program are, from its input to its output. */
    interface Network {
        /** The stages in order; all other memory is allocated. */
        List<Stage> stages(Rows rows, Weights weights, Flow input, Flow output);
    }

    RowProgram(RowShape shape, Workspace workspace, Network network) {
        this.workers = new Workers(workspace);
        this.weights = new Weights(workers);
        this.rows = new Rows(workers, shape.samples());
        this.outputArray = workspace.allocate(outputShape(shape));
        this.input = new Flow(rows.matrix(shape.inputs()), null);
        this.output = new Flow(rows.matrix(outputArray, shape.outputs()), rows.matrix(shape.outputs()));
        this.stages = network.stages(rows, weights, input, output).toArray(Stage[]::new);
        this.readTaps = taps(".read");
        this.fedTaps = taps(".fed");
        this.forward = tasks(i -> worker -> stages[i].forward(worker, training));
        this.backward = tasks(i -> stages[i]::backward);
        this.given = input.values();
        this.givenError = output.errors();
    }

    private static long[] outputShape(RowShape shape) {
        long[] all = new long[shape.output().length + 1];
        all[0] = shape.samples();
        for (int axis = 1; axis < all.length; axis++) {
            all[axis] = shape.output()[axis - 1];
        }
        return all;
    }

    /** The taps of every stage's hidden units; empty for a stage that has none. */
    private String[] taps(String side) {
        return Arrays.stream(stages)
                .map(Stage::name)
                .map(name -> name.startsWith("hidden") ? name + ".width" + side : "")
                .toArray(String[]::new);
    }

    private Workspace.Task[] tasks(IntFunction<Workspace.Task> task) {
        Workspace.Task[] all = new Workspace.Task[stages.length];
        Arrays.setAll(all, task);
        return all;
    }

    @Override
    public INDArray forward(Parameters parameters, Batch batch, Pass pass) {
        weights.bind(parameters);
        if (batch.input() != given.memory().array()) {
            given = rows.matrix(batch.input(), input.values().channels());
        }
        this.pass = pass;
        training = pass.training();
        if (training) {
            for (Stage stage : stages) {
                stage.keepSlopes();
            }
        }
        if (!pass.rounds(Site.ACTIVATION) && !wantsAny(pass, readTaps)) {
            workers.run(through);
            return outputArray;
        }
        workers.run(enter);
        for (int i = 0; i < stages.length; i++) {
            workers.run(forward[i]);
            show(pass, readTaps[i], stages[i].read());
            if (i < stages.length - 1 && pass.rounds(Site.ACTIVATION)) {
                pass.round(
                        Site.ACTIVATION,
                        stages[i].name(),
                        array(stages[i].output().values()));
            }
        }
        return outputArray;
    }

    @Override
    public void backward(Parameters parameters, INDArray outputGradient, Parameters into) {
        if (pass == null || !training) {
            throw new IllegalStateException("backward without a forward in training mode");
        }
        weights.bind(parameters);
        weights.bindGradients(into);
        if (outputGradient != givenError.memory().array()) {
            givenError = rows.matrix(outputGradient, output.errors().channels());
        }
        if (pass.rounds(Site.ERROR) || wantsAny(pass, fedTaps)) {
            oneByOne(pass);
        } else {
            workers.run(throughBackward);
        }
        weights.collect();
    }

    private void oneByOne(Pass pass) {
        workers.run(enterBackward);
        for (int i = stages.length - 1; i >= 0; i--) {
            // What a plain layer feeds is what the next one's units sum up: their errors before the activation, which
            // are there by now.
            Stage fed = stages[i] instanceof Block ? stages[i] : stages[Math.min(i + 1, stages.length - 1)];
            show(pass, fedTaps[i], fed.output().errors());
            workers.run(backward[i]);
            if (i > 0 && pass.rounds(Site.ERROR)) {
                pass.round(
                        Site.ERROR,
                        stages[i - 1].name(),
                        array(stages[i].input().errors()));
            }
        }
    }

    private static boolean wantsAny(Pass pass, String[] taps) {
        for (String tap : taps) {
            if (!tap.isEmpty() && pass.wants(tap)) {
                return true;
            }
        }
        return false;
    }

    private static void show(Pass pass, String tap, Field values) {
        if (!tap.isEmpty() && pass.wants(tap)) {
            pass.tap(tap, array(values));
        }
    }

    private static INDArray array(Field matrix) {
        return matrix.memory().array();
    }

    private void enter(int worker) {
        rows.copy(worker, given, input.values());
    }

    private void through(int worker) {
        enter(worker);
        for (Stage stage : stages) {
            stage.forward(worker, training);
        }
    }

    private void enterBackward(int worker) {
        weights.clear(worker);
        rows.copy(worker, givenError, output.errors());
    }

    private void throughBackward(int worker) {
        enterBackward(worker);
        for (int i = stages.length - 1; i >= 0; i--) {
            stages[i].backward(worker);
        }
    }

    @Override
    public void close() {
        // All memory is the workspace's.
    }
}
