package org.espalier.host.runs.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Prospect;
import org.espalier.api.run.Changed;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.job.Choice;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.plugins.Guard;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.StrategySupply;
import org.espalier.host.runs.composition.Parts;
import org.espalier.host.runs.journal.Notice;
import org.espalier.host.weights.Revision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What strategies find questionable about their settings, for whatever brings these about: a new run, a fork, a resume, a set, a swap. */
public final class StrategyWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(StrategyWarnings.class);
    private static final String ENTRY = "entry";

    private StrategyWarnings() {}

    /** What a strategy is shown of the run. */
    private record Ahead(List<Dim> dims, Dims allDims, Layout layout, long epochs, long stepsPerEpoch, long every)
            implements Prospect {}

    /** What strategies say of their settings in a run that has its plugins. */
    public static List<Notice> of(Job job, Parts parts) {
        Revision revision = parts.trainer().state().revision;
        return of(
                job,
                job.growth(),
                parts.setup().strategies(),
                revision.dims(),
                revision.layout(),
                parts.trainer().stepsPerEpoch());
    }

    /**
     * What is to be said by a run that begins, or goes on, at sizes.
     *
     * @param was the job that it goes on from; empty for one that is born, which is told all
     */
    public static List<Notice> begun(Optional<Job> was, Assembly assembly, Dims dims, Layout layout) {
        Job job = assembly.resolved();
        int samples = assembly.outline().count(Split.TRAIN);
        List<Notice> now = of(job, job.growth(), assembly.strategies(), dims, layout, steps(job, samples));
        if (was.isEmpty()) {
            return now;
        }
        // Strategies that go on with what they had are asked of the length of before, too: what they say then was said.
        List<GrowthEntry> same = job.growth().stream()
                .filter(entry -> !job.isAnother(entry.id(), was.get()))
                .toList();
        List<Notice> before = of(was.get(), same, assembly.strategies(), dims, layout, steps(was.get(), samples));
        return brought(was.get(), before, job, now);
    }

    private static long steps(Job job, int samples) {
        return (samples + job.batch() - 1) / job.batch();
    }

    private static List<Notice> of(
            Job job, List<GrowthEntry> entries, StrategySupply strategies, Dims dims, Layout layout, long perEpoch) {
        List<Notice> notices = new ArrayList<>();
        try (Guard guard = new Guard(job.name())) {
            for (GrowthEntry entry : entries) {
                Prospect ahead = new Ahead(
                        entry.claimed(dims),
                        dims,
                        layout,
                        job.epochs(),
                        perEpoch,
                        entry.every().steps(perEpoch));
                try {
                    strategies
                            .withStrategy(
                                    entry.id(), strategy -> guard.call(job.deadline(), () -> strategy.warnings(ahead)))
                            .orElse(List.of())
                            .forEach(text -> notices.add(Notice.warning(entry.id(), text)));
                } catch (PluginFaultException e) {
                    LOG.warn("{} could not say whether its settings fit the run", entry.id(), e);
                }
            }
        }
        return notices;
    }

    /** Those that a change brings: all about entries that are others by it, and of the rest what was not said before. */
    static List<Notice> brought(Job was, List<Notice> before, Job is, List<Notice> after) {
        return after.stream()
                .filter(notice -> is.isAnother(about(notice), was) || !before.contains(notice))
                .toList();
    }

    private static String about(Notice notice) {
        return notice.fields().getOrDefault(ENTRY, "");
    }

    /** Changes with warnings, each at the first change of its entry, else at the last of all. */
    public static List<Changed> told(List<Changed> changes, List<Notice> warnings) {
        List<Changed> told = new ArrayList<>(changes);
        for (Notice warning : changes.isEmpty() ? List.<Notice>of() : warnings) {
            String key = Choice.GROWTH + about(warning);
            int at = 0;
            while (at < told.size() - 1 && !(told.get(at).key() + ".").startsWith(key + ".")) {
                at++;
            }
            List<String> lines = new ArrayList<>(told.get(at).warnings());
            lines.add(about(warning) + ": " + warning.text());
            told.set(at, told.get(at).withWarnings(lines));
        }
        return told;
    }
}
