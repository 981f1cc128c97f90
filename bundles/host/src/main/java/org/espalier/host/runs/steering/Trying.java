package org.espalier.host.runs.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.espalier.api.run.Changed;
import org.espalier.api.run.Intent;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Trial;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.runs.composition.Composition;
import org.espalier.host.runs.composition.Tried;
import org.espalier.host.runs.composition.Wish;
import org.espalier.host.runs.journal.Notice;

/** Changes done aside and dropped: what they would bring. On the run's thread. */
final class Trying {
    private final Composition composition;

    Trying(Composition composition) {
        this.composition = composition;
    }

    /** What is seen of a run that is composed as it would be. */
    private record Seen(List<Intent> intents, List<Notice> warnings) {}

    /** What settings would bring. */
    Trial set(Setting wanted) throws RefusedException {
        return tried(wanted.wish(), wanted::isAbout, tried -> {
            List<Changed> changes = new ArrayList<>(wanted.changes());
            changes.addAll(tried.changes());
            return changes;
        });
    }

    /** What a swap would bring. */
    Trial swap(Swapping wanted) throws RefusedException {
        return tried(wanted.wish(), wanted::isAbout, tried -> {
            List<Changed> changes = new ArrayList<>(wanted.told(tried.changes()));
            changes.addAll(wanted.settings(tried.job()));
            return changes;
        });
    }

    private Trial tried(Wish wish, Predicate<GrowthEntry> asked, Function<Tried<Seen>, List<Changed>> told)
            throws RefusedException {
        List<Notice> before = warnings(composition);
        Tried<Seen> tried = composition.tryOut(
                wish,
                (assembly, parts) -> new Seen(
                        Planning.tried(assembly, parts.trainer(), asked),
                        StrategyWarnings.of(assembly.resolved(), parts)));
        List<Changed> changes = told.apply(tried);
        Seen seen = tried.seen().orElse(new Seen(List.of(), List.of()));
        List<Notice> brought = StrategyWarnings.brought(composition.job(), before, tried.job(), seen.warnings());
        return new Trial(StrategyWarnings.told(changes, brought), changes.isEmpty() ? List.of() : seen.intents());
    }

    /** What strategies say of their settings now; nothing while a plugin is missing without which nobody can be asked. */
    static List<Notice> warnings(Composition composition) {
        return composition.whole() ? StrategyWarnings.of(composition.job(), composition.parts()) : List.of();
    }
}
