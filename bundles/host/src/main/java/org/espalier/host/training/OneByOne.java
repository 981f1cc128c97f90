package org.espalier.host.training;

import org.espalier.api.data.DataOutline;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.host.numbers.Precision;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.weights.Revision;

/** Outputs of one sample after another, by one prepared program. */
public final class OneByOne implements AutoCloseable {
    private static final int[] FIRST = {0};
    private final float[] input;
    private final Dims dims;
    private final Revision revision;
    private final Programs programs;
    private final Passes passes;

    OneByOne(
            BoundModel model,
            DataOutline outline,
            Normaliser normaliser,
            WorkerTeam team,
            Precision precision,
            Revision revision,
            Dims dims) {
        this.input = new float[Normaliser.length(outline.inputShape(dims))];
        this.dims = dims;
        this.revision = revision;
        GivenInputs data = new GivenInputs(outline, input, dims);
        this.passes = new Passes(0, precision, team);
        this.programs = new Programs(model, data, normaliser, BoundLoss.unmeasured(), team);
    }

    /** The physical input of the sample to come; to be written to. */
    public float[] input() {
        return input;
    }

    /** Physical outputs for the input as it is now, the same array at every call. */
    public float[] outputs() {
        PreparedBatch batch = programs.get(dims, 1);
        batch.load(Split.TEST, FIRST, 0);
        batch.forward(revision.weights(), passes.evaluation());
        return batch.output();
    }

    @Override
    public void close() {
        passes.close();
        programs.close();
    }
}
