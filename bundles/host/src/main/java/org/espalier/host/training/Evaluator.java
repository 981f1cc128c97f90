package org.espalier.host.training;

import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.host.numbers.Precision;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.weights.Revision;

/** Scores of a revision that nobody trains; the same to the bit as those of a run with it. */
public final class Evaluator implements AutoCloseable {
    private final WorkerTeam team;
    private final Programs programs;
    private final Passes passes;
    private final Evaluation evaluation;
    private final Revision revision;

    /** An evaluator of a revision, which stays the caller's, as do the data. */
    public Evaluator(
            BoundModel model,
            BoundLoss loss,
            Dataset data,
            int batch,
            int workers,
            Precision precision,
            Revision revision,
            Normaliser normaliser) {
        this.team = new WorkerTeam("evaluate", workers);
        this.programs = new Programs(model, data, normaliser, loss, team);
        this.passes = new Passes(0, precision, team);
        this.evaluation = new Evaluation(programs, passes, data, batch);
        this.revision = revision;
    }

    /** The means over a split at these sizes. */
    public Score score(Split split, Dims dims) {
        return evaluation.score(split, revision, dims);
    }

    @Override
    public void close() {
        passes.close();
        programs.close();
        team.close();
    }
}
