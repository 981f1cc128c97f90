package org.espalier.host.runs;

import java.util.ArrayList;
import java.util.List;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.plugins.Guard;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.StrategySupply;
import org.espalier.host.runs.journal.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What strategies find questionable about their settings. */
final class StrategyWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(StrategyWarnings.class);

    private StrategyWarnings() {}

    /** What strategies say of their settings in a run of this length. */
    static List<Notice> of(Job job, StrategySupply strategies, long stepsPerEpoch) {
        List<Notice> notices = new ArrayList<>();
        try (Guard guard = new Guard(job.name())) {
            for (GrowthEntry entry : job.growth()) {
                try {
                    strategies
                            .withStrategy(
                                    entry.id(),
                                    strategy -> guard.call(
                                            job.deadline(), () -> strategy.warnings(job.epochs(), stepsPerEpoch)))
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
