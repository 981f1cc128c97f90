package org.espalier.host.training;

import java.util.Map;
import java.util.TreeMap;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.host.weights.Revision;

/** The score of a revision on a whole split, in evaluation mode; it leaves no trace in the run. */
final class Evaluation {
    private final Programs programs;
    private final Passes passes;
    private final Dataset data;
    private final int batch;

    Evaluation(Programs programs, Passes passes, Dataset data, int batch) {
        this.programs = programs;
        this.passes = passes;
        this.data = data;
        this.batch = batch;
    }

    /** The means over a split at these sizes. */
    Score score(Split split, Revision revision, Dims dims) {
        int samples = data.count(split);
        int[] order = new int[samples];
        for (int i = 0; i < samples; i++) {
            order[i] = i;
        }
        double sum = 0;
        Map<String, Double> figures = new TreeMap<>();
        for (int from = 0; from < samples; from += batch) {
            int count = Math.min(batch, samples - from);
            PreparedBatch prepared = programs.get(dims, count);
            prepared.load(split, order, from);
            prepared.forward(revision.weights(), passes.evaluation());
            sum += prepared.loss() * count;
            prepared.figures().forEach((name, mean) -> figures.merge(name, mean * count, Double::sum));
        }
        figures.replaceAll((name, total) -> total / samples);
        return new Score(sum / samples, figures);
    }
}
