package org.espalier.host.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.arrays.Npy;
import org.espalier.arrays.NpyHeader;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.store.Snapshot;
import org.espalier.host.training.Outputs;
import org.espalier.host.training.Predictor;
import org.espalier.host.weights.Revision;

/** A checkpoint's model on a file of inputs, at the file's own resolution. */
final class Prediction {
    private final Assembly assembly;
    private final Snapshot snapshot;

    Prediction(Assembly assembly, Snapshot snapshot) {
        this.assembly = assembly;
        this.snapshot = snapshot;
    }

    /**
     * Reads inputs, predicts, writes outputs.
     *
     * @return shape of what was written
     * @throws IllegalArgumentException if the shapes do not fit the model
     */
    int[] write(Path input, Path output) throws IOException {
        if (Files.exists(output)) {
            throw new IllegalArgumentException(output + " is there already; nothing is overwritten");
        }
        Path folder = output.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(output + " cannot be written: there is no folder " + folder);
        }
        Restoring restoring = new Restoring(snapshot, assembly.sizing());
        Dims saved = restoring.dims();
        int[] sample = sampleShape(NpyHeader.read(input), assembly.outline().inputShape(saved), input);
        Dims dims = at(saved, sample);
        float[] values = Npy.read(input);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(input + " holds " + value + "; inputs must be finite");
            }
        }
        Revision revision = restoring.revision();
        try (Predictor predictor = assembly.predictor(revision, Snapshots.normaliser(snapshot))) {
            Outputs outputs = predictor.predict(values, dims);
            Npy.write(output, outputs.shape(), outputs.values());
            return outputs.shape();
        } finally {
            revision.close();
        }
    }

    /** The shape of one sample; a file without a channel axis is taken as one channel. */
    private static int[] sampleShape(NpyHeader header, int[] trained, Path input) {
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
            throw new IllegalArgumentException(input + " has shape " + Arrays.toString(shape)
                    + "; the model wants [samples, …] of " + Arrays.toString(trained)
                    + (trained.length > 1 ? " at any resolution" : ""));
        }
        return sample;
    }

    private Dims at(Dims saved, int[] sample) {
        Dims dims = saved;
        for (Dim dim : saved.list()) {
            if (dim.kind().equals(DimKind.RESOLUTION)) {
                dims = dims.with(Dim.of(dim.name(), dim.kind(), sample[0], Math.max(sample[0], dim.limit())));
            }
        }
        if (!Arrays.equals(assembly.outline().inputShape(dims), sample)) {
            throw new IllegalArgumentException("the model takes samples of "
                    + Arrays.toString(assembly.outline().inputShape(dims)) + ", not " + Arrays.toString(sample));
        }
        return assembly.sizing().complete(dims);
    }
}
