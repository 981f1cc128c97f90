package org.espalier.host.runs.uses;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.RefusedException;
import org.espalier.arrays.Npy;
import org.espalier.arrays.NpyHeader;
import org.espalier.host.assembly.ModelAlone;
import org.espalier.host.runs.saving.Restoring;
import org.espalier.host.runs.saving.Snapshots;
import org.espalier.host.store.Snapshot;
import org.espalier.host.training.Outputs;
import org.espalier.host.training.Predictor;
import org.espalier.host.weights.Revision;

/** A checkpoint's model on a file of inputs, at the file's own resolution. */
final class Prediction {
    private final ModelAlone model;
    private final Snapshot snapshot;

    Prediction(ModelAlone model, Snapshot snapshot) {
        this.model = model;
        this.snapshot = snapshot;
    }

    /**
     * Reads inputs, predicts, writes outputs.
     *
     * @return shape of what was written
     * @throws RefusedException if the input does not fit the model, or the output cannot be written
     */
    int[] write(Path input, Path output) throws IOException, RefusedException {
        if (Files.exists(output)) {
            throw refuse(output, "is there already; nothing is overwritten");
        }
        Path folder = output.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw refuse(output, "cannot be written: there is no folder " + folder);
        }
        Restoring restoring = new Restoring(snapshot, model.sizing());
        Dims saved = restoring.dims();
        int[] sample = sampleShape(NpyHeader.read(input), model.outline().inputShape(saved), input);
        Dims dims = at(saved, sample, input);
        float[] values = Npy.readFinite(input);
        Revision revision = restoring.revision(model.precision());
        try (Predictor predictor = model.predictor(revision, Snapshots.normaliser(snapshot))) {
            Outputs outputs = predictor.predict(values, dims);
            Npy.write(output, outputs.shape(), outputs.values());
            return outputs.shape();
        } finally {
            revision.close();
        }
    }

    /** The shape of one sample; a file without a channel axis is taken as one channel. */
    private static int[] sampleShape(NpyHeader header, int[] trained, Path input) throws RefusedException {
        long[] shape = header.shape();
        boolean noChannel = shape.length == trained.length && trained[trained.length - 1] == 1;
        int[] sample = new int[trained.length];
        Arrays.fill(sample, 1);
        for (int axis = 1; axis < shape.length && axis <= sample.length; axis++) {
            sample[axis - 1] = Math.toIntExact(shape[axis]);
        }
        boolean fits = (shape.length == trained.length + 1 || noChannel)
                && sample[sample.length - 1] == trained[trained.length - 1]
                && shape[0] > 0;
        if (!fits) {
            throw refuse(
                    input,
                    "has shape " + Arrays.toString(shape) + "; the model wants [samples, …] of "
                            + Arrays.toString(trained) + (trained.length > 1 ? " at any resolution" : ""));
        }
        return sample;
    }

    private Dims at(Dims saved, int[] sample, Path input) throws RefusedException {
        Dims dims = saved;
        for (Dim dim : saved.list()) {
            if (dim.kind().equals(DimKind.RESOLUTION)) {
                dims = dims.with(Dim.of(dim.name(), dim.kind(), sample[0], Math.max(sample[0], dim.limit())));
            }
        }
        int[] taken = model.outline().inputShape(dims);
        if (!Arrays.equals(taken, sample)) {
            throw refuse(
                    input,
                    "holds samples of " + Arrays.toString(sample) + "; with " + sample[0]
                            + " points per axis the model takes " + Arrays.toString(taken));
        }
        try {
            return model.sizing().complete(dims);
        } catch (SettingsException e) {
            throw refuse(input, "holds samples of " + Arrays.toString(sample) + ", too few points: " + e.getMessage());
        }
    }

    private static RefusedException refuse(Path file, String why) {
        return new RefusedException(file.toString(), "", why);
    }
}
