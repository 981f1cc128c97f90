package org.espalier.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a run's directory says of it.
 *
 * @param directory  where it lies, absolute
 * @param name       the run, such as darcy/1
 * @param job        text of the job file; empty if it is not there
 * @param journal    lines of the journal, in their order
 * @param metrics    figures
 * @param outcome    how it ended, if it has
 * @param card       what the samples show
 * @param samples    one per resolution, those never trained at first, finer ones first
 * @param points     samples that are no fields but rows of numbers, if the run has such
 * @param passages   samples that are sequences of tokens, if the run has such
 * @param provenance nested facts; a missing node if the file is not there
 * @param troubles   what is missing or damaged, one line each
 */
public record RunRecord(
        Path directory,
        String name,
        String job,
        List<JournalLine> journal,
        Metrics metrics,
        Optional<Outcome> outcome,
        SampleCard card,
        List<Samples> samples,
        Optional<Points> points,
        Optional<Passages> passages,
        JsonNode provenance,
        List<String> troubles) {

    /** The same under another name, where its own does not tell it apart. */
    public RunRecord called(String other) {
        return new RunRecord(
                directory,
                other,
                job,
                journal,
                metrics,
                outcome,
                card,
                samples,
                points,
                passages,
                provenance,
                troubles);
    }

    /** Axes of the grid as the samples have it; 0 if nobody knows. */
    public int axes() {
        return samples.isEmpty() ? 0 : samples.get(0).axes();
    }

    /** Steps of the run, as far as any file tells. */
    public long steps() {
        long last =
                outcome.map(Outcome::steps).filter(Double::isFinite).orElse(0.0).longValue();
        for (JournalLine line : journal) last = Math.max(last, line.step());
        for (EpochFigures epoch : metrics.epochs()) last = Math.max(last, epoch.step());
        for (StepLoss loss : metrics.losses()) last = Math.max(last, loss.step());
        return last;
    }
}
