package org.espalier.host.runs;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Prospect;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.plugins.Guard;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.StrategySupply;
import org.espalier.host.runs.journal.Notice;
import org.espalier.host.weights.Revision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What strategies find questionable about their settings. */
final class StrategyWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(StrategyWarnings.class);

    private StrategyWarnings() {}

    /** What a strategy is shown of the run. */
    private record Ahead(List<Dim> dims, Dims allDims, Layout layout, long epochs, long stepsPerEpoch, long every)
            implements Prospect {}

    /** What strategies say of their settings in the run ahead. */
    static List<Notice> of(Job job, StrategySupply strategies, Revision revision, long stepsPerEpoch) {
        List<Notice> notices = new ArrayList<>();
        try (Guard guard = new Guard(job.name())) {
            for (GrowthEntry entry : job.growth()) {
                Prospect ahead = new Ahead(
                        entry.claimed(revision.dims()),
                        revision.dims(),
                        revision.layout(),
                        job.epochs(),
                        stepsPerEpoch,
                        entry.every().steps(stepsPerEpoch));
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
}
