package org.espalier.models.resnet;

import java.util.List;
import org.espalier.api.model.Batch;
import org.espalier.api.model.Parameters;
import org.espalier.api.model.Pass;
import org.espalier.api.model.Program;
import org.espalier.api.model.Workspace;
import org.espalier.api.number.Site;
import org.espalier.layers.Field;
import org.espalier.layers.Raster;
import org.espalier.layers.Weights;
import org.espalier.layers.Workers;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A residual network prepared for fixed sizes. Workers go through their samples of a unit without waiting for one another, but
 * for batch norm, which needs those of all; where somebody rounds, what each unit leaves on the stream is rounded.
 */
final class ResnetProgram implements Program {
    private final Workers workers;
    private final Weights weights;
    private final Images images;
    private final Field input;
    private final Field errors;
    private final INDArray outputs;
    private final Unit[] units;
    private final Workspace.Task enter;
    private final Workspace.Task enterBackward;
    private Field given;
    private Field givenErrors;
    private boolean training;
    private @Nullable Pass pass;

    ResnetProgram(ResnetSettings settings, ImageShape shape, Workspace workspace) {
        this.workers = new Workers(workspace);
        this.weights = new Weights(workers);
        this.images = new Images(workers, shape.samples());
        this.outputs = workspace.allocate(outputShape(shape));
        this.input = images.field(shape.image(), shape.channels());
        this.errors = images.field(new Raster(1, 1), shape.outputs());
        Field output = images.field(outputs, 1, shape.outputs());
        List<Unit> all = Units.of(new Wiring(settings, images, weights), shape, input, output, errors);
        this.units = all.toArray(Unit[]::new);
        this.given = input;
        this.givenErrors = errors;
        this.enter = images.task((worker, from, count) -> images.copy(worker, from, count, given, input));
        this.enterBackward = images.task((worker, from, count) -> {
            weights.clear(worker);
            images.copy(worker, from, count, givenErrors, errors);
        });
    }

    private static long[] outputShape(ImageShape shape) {
        long[] all = new long[shape.output().length + 1];
        all[0] = shape.samples();
        for (int axis = 1; axis < all.length; axis++) {
            all[axis] = shape.output()[axis - 1];
        }
        return all;
    }

    @Override
    public INDArray forward(Parameters parameters, Batch batch, Pass pass) {
        weights.bind(parameters);
        if (batch.input() != given.memory().array()) {
            given = images.field(batch.input(), input.points(), input.channels());
        }
        this.pass = pass;
        training = pass.training();
        workers.run(enter);
        for (int i = 0; i < units.length; i++) {
            for (Step step : units[i].steps()) {
                step.forward(pass);
            }
            if (i < units.length - 1 && pass.rounds(Site.ACTIVATION)) {
                pass.round(Site.ACTIVATION, units[i].name(), array(units[i].values()));
            }
        }
        return outputs;
    }

    @Override
    public void backward(Parameters parameters, INDArray outputGradient, Parameters into) {
        Pass last = pass;
        if (last == null || !training) {
            throw new IllegalStateException("backward without a forward in training mode");
        }
        weights.bind(parameters);
        weights.bindGradients(into);
        if (outputGradient != givenErrors.memory().array()) {
            givenErrors = images.field(outputGradient, 1, errors.channels());
        }
        workers.run(enterBackward);
        for (int i = units.length - 1; i >= 0; i--) {
            List<Step> steps = units[i].steps();
            for (int step = steps.size() - 1; step >= 0; step--) {
                steps.get(step).backward();
            }
            if (i > 0 && last.rounds(Site.ERROR)) {
                last.round(Site.ERROR, units[i - 1].name(), array(units[i - 1].errors()));
            }
        }
        weights.collect();
    }

    private static INDArray array(Field field) {
        return field.memory().array();
    }

    @Override
    public void close() {
        // All memory is the workspace's.
    }
}
