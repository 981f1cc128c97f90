package org.espalier.host.runs.descent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.run.Cause;
import org.espalier.api.run.Changed;
import org.espalier.host.growth.Growth;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.plugins.StrategySupply;
import org.espalier.host.runs.journal.Notice;
import org.espalier.host.runs.saving.Snapshots;
import org.espalier.host.store.JsonLines;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people should know of a run that goes on from a checkpoint. */
final class ResumptionNotices {
    private static final Set<Object> PAUSES = Set.of("pause", "unpause");
    private static final Logger LOG = LoggerFactory.getLogger(ResumptionNotices.class);

    private ResumptionNotices() {}

    /**
     * What is to be said of a run that is resumed: that all is trained again, and which entries are asked no more.
     */
    static List<Notice> resumed(Optional<Snapshot> from, Job job, StrategySupply strategies) {
        List<Notice> notices = new ArrayList<>();
        if (from.isEmpty()) {
            notices.add(new Notice("restart", "no checkpoint was there yet: the run starts over", Map.of()));
            return notices;
        }
        if (from.get().position().step() == 0) {
            String text = "the only checkpoint is that of step 0: the run starts over";
            notices.add(new Notice("restart", text, Map.of()));
        }
        for (GrowthEntry entry : job.growth()) {
            String faulty = Snapshots.faultyVersion(from.get(), entry.id());
            boolean same =
                    strategies.serving(entry.id()).filter(s -> !s.mayBe(faulty)).isEmpty();
            if (same && Snapshots.faults(from.get(), entry.id()) >= Growth.MOST_FAULTS) {
                String text =
                        "its strategy has failed too often and is asked no more, until another version takes its place";
                notices.add(Notice.warning(entry.id(), text));
            }
        }
        return notices;
    }

    /** That figures of before a checkpoint are not there any more, if so; a run is the same without them. */
    static Optional<Notice> lostFigures(RunDirectory directory, Snapshot from) {
        long bytes = directory.metricsFile().toFile().length();
        long mark = from.offsets().metrics();
        String text = directory.metricsFile().getFileName() + " has " + bytes + " bytes, the checkpoint has " + mark
                + " behind it: figures are lost, training goes on as it would";
        return bytes < mark ? Optional.of(new Notice("warning", text, Map.of())) : Optional.empty();
    }

    /** A setting that has another value from here on. */
    static Notice set(Changed change, Cause cause) {
        Map<String, String> fields = Map.of(
                "key",
                change.key(),
                "from",
                change.from(),
                "to",
                change.to(),
                "actor",
                cause.actor(),
                "because",
                cause.reason());
        return new Notice("set", change.line(), fields);
    }

    /** The end of a pause that the journal of a run has none of: a run that is resumed, or a fork of it, does not rest. */
    static Optional<Notice> endOfPause(Path journal, Optional<Snapshot> from, Cause cause) {
        Optional<Map<String, Object>> last = Optional.empty();
        if (from.isPresent() && Files.exists(journal)) {
            try {
                last = JsonLines.read(journal, from.get().offsets().journal()).stream()
                        .filter(line -> PAUSES.contains(line.get("kind")))
                        .reduce((earlier, later) -> later);
            } catch (IOException e) {
                LOG.warn("{} does not say whether the run rested: {}", journal, e.getMessage());
            }
        }
        return last.filter(line -> line.get("kind").equals("pause"))
                .map(pause -> new Notice(
                        "unpause",
                        "the pause after step " + pause.get("step")
                                + " is over: a run goes on from a checkpoint without resting",
                        Map.of("actor", cause.actor(), "because", cause.reason())));
    }
}
