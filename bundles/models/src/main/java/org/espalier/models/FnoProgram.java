package org.espalier.models;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.espalier.api.growth.Dim;
import org.espalier.api.model.Batch;
import org.espalier.api.model.Parameters;
import org.espalier.api.model.Pass;
import org.espalier.api.model.Program;
import org.espalier.api.model.Workspace;
import org.espalier.api.number.Site;
import org.espalier.layers.Field;
import org.espalier.layers.FourierGrid;
import org.espalier.layers.FourierLayer;
import org.espalier.layers.Lifting;
import org.espalier.layers.LinearLayer;
import org.espalier.layers.Memory;
import org.espalier.layers.Projection;
import org.espalier.layers.SpectralScratch;
import org.espalier.layers.Weights;
import org.espalier.layers.Workers;
import org.espalier.models.lowrank.LowRank;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A Fourier neural operator prepared for fixed sizes.
 *
 * <p>Mixing of modes is split by modes, everything else by samples; between the two stands a barrier. A worker takes a sample
 * through all that lies between two barriers before it takes the next: the end of one layer and the beginning of the next meet
 * in cache. Where the run rounds activations or errors, whole fields are needed first, and the two go separately.
 */
final class FnoProgram implements Program {
    private final int samples;
    private final Workers workers;
    private final Weights weights;
    private final Lifting lifting;
    private final FourierLayer[] layers;
    private final Projection projection;

    /** The input of each layer and, last, of the projection. */
    private final Field[] fields;

    /** Gradients of two neighbouring fields, in turns. */
    private final Field[] errors;

    private final INDArray output;
    private final Workspace.Task lift = this::lift;
    private final Workspace.Task project = this::projectBackward;
    private final Workspace.Task[] mix;
    private final Workspace.Task[] combine;
    private final Workspace.Task[] next;
    private final Workspace.Task[] mixBackward;
    private final Workspace.Task[] combineBackward;
    private final Workspace.Task[] previous;

    private Memory input;
    private Field outputError;
    private boolean training;
    private @Nullable Pass activationRounding;
    private @Nullable Pass errorRounding;

    FnoProgram(FnoSettings settings, FnoSizes sizes, FnoShape shape, Workspace workspace) {
        int count = sizes.modes().size();
        int width = settings.width();
        int points = shape.points();
        this.samples = shape.samples();
        this.workers = new Workers(workspace);
        this.weights = new Weights(workers);
        this.fields = new Field[count + 1];
        Arrays.setAll(fields, i -> Field.allocate(workers, samples, points, width));
        this.errors = new Field[2];
        Arrays.setAll(errors, i -> Field.allocate(workers, samples, points, width));
        this.output = workspace.allocate(outputShape(shape));
        Field result = new Field(Memory.of(output), samples, points, shape.outputs());
        this.lifting = new Lifting(workers, weights, FnoLayout.LIFT, shape.grid(), shape.inputs(), fields[0]);
        this.layers = layers(settings, sizes, shape);
        this.projection = new Projection(workers, weights, FnoLayout.PROJECT, settings.hidden(), fields[count], result);
        this.mix = tasks(count, i -> layers[i]::mix);
        this.combine = tasks(count, i -> worker -> combine(i, worker));
        this.next = tasks(count + 1, i -> worker -> next(i, worker));
        this.mixBackward = tasks(count, i -> layers[i]::mixBackward);
        this.combineBackward = tasks(count, i -> worker -> combineBackward(i, worker));
        this.previous = tasks(count + 1, i -> worker -> previous(i - 1, worker));
        this.input = result.memory();
        this.outputError = result;
    }

    private FourierLayer[] layers(FnoSettings settings, FnoSizes sizes, FnoShape shape) {
        int most = 0;
        int width = settings.width();
        int[] modes = sizes.modes().stream().mapToInt(Dim::size).toArray();
        Map<Integer, FourierGrid> grids = new HashMap<>();
        for (int kept : modes) {
            FourierGrid grid = grids.computeIfAbsent(kept, k -> new FourierGrid(workers, shape.grid(), k, width));
            most = Math.max(most, grid.modes());
        }
        SpectralScratch scratch = new SpectralScratch(workers, most, samples, width);
        FourierLayer[] all = new FourierLayer[modes.length];
        for (int i = 0; i < all.length; i++) {
            String name = FnoLayout.layerName(i);
            FourierGrid grid = grids.get(modes[i]);
            boolean activated = i < all.length - 1;
            all[i] = new FourierLayer(
                    workers,
                    weights,
                    name,
                    grid,
                    fields[i],
                    fields[i + 1],
                    scratch,
                    activated,
                    skip(settings, sizes, i));
        }
        return all;
    }

    private @Nullable LinearLayer skip(FnoSettings settings, FnoSizes sizes, int i) {
        return settings.lowRank()
                .map(low -> LowRank.layer(
                        workers,
                        weights,
                        FnoLayout.skipName(i),
                        Optional.of(low.form()),
                        sizes.dims(),
                        fields[i],
                        fields[i + 1]))
                .orElse(null);
    }

    private static long[] outputShape(FnoShape shape) {
        long[] all = new long[shape.grid().length + 2];
        all[0] = shape.samples();
        for (int axis = 0; axis < shape.grid().length; axis++) {
            all[axis + 1] = shape.grid()[axis];
        }
        all[all.length - 1] = shape.outputs();
        return all;
    }

    private static Workspace.Task[] tasks(int count, IntFunction<Workspace.Task> task) {
        Workspace.Task[] all = new Workspace.Task[count];
        Arrays.setAll(all, task);
        return all;
    }

    @Override
    public INDArray forward(Parameters parameters, Batch batch, Pass pass) {
        weights.bind(parameters);
        if (batch.input() != input.array()) {
            input = lifting.batch(batch.input());
        }
        training = pass.training();
        activationRounding = pass.rounds(Site.ACTIVATION) ? pass : null;
        errorRounding = training && pass.rounds(Site.ERROR) ? pass : null;
        if (training) {
            for (FourierLayer layer : layers) {
                layer.keepSlopes();
            }
        }
        lifting.begin();
        workers.run(lift);
        settle(0);
        for (int i = 0; i < layers.length; i++) {
            workers.run(mix[i]);
            workers.run(combine[i]);
            settle(i + 1);
        }
        return output;
    }

    /** Rounds a layer's input, if the run rounds, and then begins with the layer; else that has been done. */
    private void settle(int i) {
        if (activationRounding != null) {
            activationRounding.round(
                    Site.ACTIVATION, inputName(i), fields[i].memory().array());
            workers.run(next[i]);
        }
    }

    private void lift(int worker) {
        projection.begin(worker);
        for (FourierLayer layer : layers) {
            layer.begin(worker);
        }
        for (int sample = first(worker); sample < first(worker + 1); sample++) {
            lifting.forward(worker, input, sample);
            if (activationRounding == null) {
                begin(0, worker, sample);
            }
        }
    }

    private void combine(int i, int worker) {
        for (int sample = first(worker); sample < first(worker + 1); sample++) {
            layers[i].combine(worker, sample, training);
            if (activationRounding == null) {
                begin(i + 1, worker, sample);
            }
        }
    }

    private void next(int i, int worker) {
        for (int sample = first(worker); sample < first(worker + 1); sample++) {
            begin(i, worker, sample);
        }
    }

    /** What takes a sample of field i before the next barrier. */
    private void begin(int i, int worker, int sample) {
        if (i < layers.length) {
            layers[i].analyse(worker, sample);
        } else {
            projection.forward(worker, sample);
        }
    }

    @Override
    public void backward(Parameters parameters, INDArray outputGradient, Parameters into) {
        weights.bind(parameters);
        weights.bindGradients(into);
        if (outputGradient != outputError.memory().array()) {
            outputError = new Field(Memory.of(outputGradient), samples, outputError.points(), outputError.channels());
        }
        workers.run(project);
        settleError(layers.length);
        for (int i = layers.length - 1; i >= 0; i--) {
            workers.run(mixBackward[i]);
            workers.run(combineBackward[i]);
            settleError(i);
        }
        weights.collect();
    }

    private void settleError(int i) {
        if (errorRounding != null) {
            errorRounding.round(Site.ERROR, inputName(i), error(i).memory().array());
            workers.run(previous[i]);
        }
    }

    private void projectBackward(int worker) {
        weights.clear(worker);
        for (int sample = first(worker); sample < first(worker + 1); sample++) {
            projection.backward(worker, sample, outputError, error(layers.length));
            if (errorRounding == null) {
                beginBackward(layers.length - 1, worker, sample);
            }
        }
    }

    private void combineBackward(int i, int worker) {
        FourierLayer before = i == 0 ? null : layers[i - 1];
        for (int sample = first(worker); sample < first(worker + 1); sample++) {
            layers[i].combineBackward(worker, sample, error(i + 1), error(i), before);
            if (errorRounding == null) {
                beginBackward(i - 1, worker, sample);
            }
        }
    }

    private void previous(int i, int worker) {
        for (int sample = first(worker); sample < first(worker + 1); sample++) {
            beginBackward(i, worker, sample);
        }
    }

    /** What takes the gradient of field i + 1 before the next barrier: the layer that made the field. */
    private void beginBackward(int i, int worker, int sample) {
        if (i >= 0) {
            layers[i].analyseError(worker, error(i + 1), sample);
        } else {
            lifting.backward(worker, error(0), sample);
        }
    }

    private Field error(int i) {
        return errors[i % 2];
    }

    private static String inputName(int i) {
        return i == 0 ? FnoLayout.LIFT : FnoLayout.layerName(i - 1);
    }

    private int first(int worker) {
        return workers.first(worker, samples);
    }

    @Override
    public void close() {
        // All memory is the workspace's.
    }
}
