package org.espalier.host.training;

import org.espalier.api.data.DataOutline;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.host.numbers.Precision;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.weights.Revision;

/** A revision's outputs for inputs that no dataset holds. */
public final class Predictor implements AutoCloseable {
    private static final int BATCH = 16;
    private final BoundModel model;
    private final DataOutline outline;
    private final Precision precision;
    private final Revision revision;
    private final Normaliser normaliser;
    private final WorkerTeam team;

    /**
     * A predictor with a revision's weights; the revision stays the caller's.
     *
     * @param outline   what the run's data is like
     * @param precision what the run rounds to
     */
    public Predictor(
            BoundModel model,
            DataOutline outline,
            int workers,
            Precision precision,
            Revision revision,
            Normaliser normaliser) {
        this.precision = precision;
        this.model = model;
        this.outline = outline;
        this.revision = revision;
        this.normaliser = normaliser;
        this.team = new WorkerTeam("predict", workers);
    }

    /** Entries of a shape. */
    public static int length(int[] shape) {
        return Normaliser.length(shape);
    }

    /**
     * Physical outputs.
     *
     * @param inputs physical inputs, [samples, …] in c-order
     * @param dims   all dims, the data's at the inputs' resolution
     */
    public Outputs predict(float[] inputs, Dims dims) {
        GivenInputs data = new GivenInputs(outline, inputs, dims);
        int samples = data.count(Split.TEST);
        int[] order = new int[samples];
        for (int i = 0; i < samples; i++) {
            order[i] = i;
        }
        int[] shape = {};
        float[] outputs = {};
        try (Programs programs = new Programs(model, data, normaliser, BoundLoss.unmeasured(), team);
                Passes passes = new Passes(0, precision, team)) {
            int at = 0;
            for (int from = 0; from < samples; from += BATCH) {
                PreparedBatch batch = programs.get(dims, Math.min(BATCH, samples - from));
                batch.load(Split.TEST, order, from);
                batch.forward(revision.weights(), passes.evaluation());
                if (from == 0) {
                    shape = batch.outputShape();
                    outputs = new float[Math.multiplyExact(samples, batch.output().length / shape[0])];
                    shape[0] = samples;
                }
                System.arraycopy(batch.output(), 0, outputs, at, batch.output().length);
                at += batch.output().length;
            }
        }
        return new Outputs(shape, outputs);
    }

    /** One sample after another at these sizes; to be closed before this. */
    public OneByOne oneByOne(Dims dims) {
        return new OneByOne(model, outline, normaliser, team, precision, revision, dims);
    }

    @Override
    public void close() {
        team.close();
    }
}
