package org.espalier.host.runs.descent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.Changed;
import org.espalier.api.run.RefusedException;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.Slot;
import org.espalier.host.plugins.Supply;
import org.espalier.host.runs.composition.BothSides;
import org.espalier.host.runs.journal.Notice;
import org.espalier.host.runs.saving.Restoring;
import org.espalier.host.runs.saving.Snapshots;
import org.espalier.host.store.Snapshot;
import org.espalier.host.training.Evaluator;
import org.espalier.host.training.Score;
import org.espalier.host.weights.Revision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Job and weights that a fork comes from, where its own job may have the same weights compute something else: with them it is measured
 * on the whole held-out split before it trains, under both.
 *
 * @param file     the job of before
 * @param snapshot the weights of before
 * @param changes  those on which it depends what is computed
 */
public record Former(JobFile file, Snapshot snapshot, List<Changed> changes) {
    private static final Logger LOG = LoggerFactory.getLogger(Former.class);
    private static final String MODEL = "model";
    private static final String GROUPS = "groups";
    /** First words of the keys on which it depends what weights compute, and how that is judged. */
    private static final Set<String> FUNCTION = Set.of(MODEL, "loss", "precision", GROUPS);

    /** What a fork with these changes comes from; empty if none of them is about what weights compute. */
    static Optional<Former> of(JobFile file, Snapshot snapshot, List<Changed> changes) {
        List<Changed> about = changes.stream().filter(Former::isFunction).toList();
        return about.isEmpty() ? Optional.empty() : Optional.of(new Former(file, snapshot, about));
    }

    private static boolean isFunction(Changed change) {
        String first = first(change);
        boolean group = first.equals(GROUPS) && !change.key().equals(GROUPS);
        return FUNCTION.contains(first) && (!group || change.key().endsWith(".precision"));
    }

    private static String first(Changed change) {
        return change.key().split("[.\\[]", 2)[0];
    }

    /**
     * Measures under both jobs.
     *
     * @param next the fork's job
     * @param now  the weights with which the fork begins; they stay the caller's
     * @param data open, of both jobs
     */
    public BothSides measured(Assembly next, Revision now, Dataset data, Supply supply) {
        return new BothSides(before(data, next, supply), score(next, now, data));
    }

    private Score before(Dataset data, Assembly next, Supply supply) {
        try {
            Assembly assembly = Assembly.of(file, supply, next.footing().goingOn(Optional.of(next.data()), Set.of()));
            Optional<List<Slot<?>.Lease>> held = assembly.hold();
            if (held.isEmpty()) {
                return BothSides.UNKNOWN;
            }
            try {
                return before(assembly, data);
            } finally {
                held.get().forEach(Slot.Lease::close);
            }
        } catch (RefusedException e) {
            LOG.info("nobody can say how good {} was before: {}", snapshot.run(), e.getMessage());
            return BothSides.UNKNOWN;
        }
    }

    private Score before(Assembly assembly, Dataset data) {
        Revision revision = new Restoring(snapshot, assembly.sizing()).revision(assembly.precision());
        try {
            return score(assembly, revision, data);
        } finally {
            revision.close();
        }
    }

    private Score score(Assembly assembly, Revision revision, Dataset data) {
        try (Evaluator evaluator = assembly.evaluator(data, revision, Snapshots.normaliser(snapshot))) {
            return evaluator.score(Split.VALIDATION, revision.dims());
        }
    }

    /**
     * What the measures say, one line.
     *
     * @throws SettingsException if there is no loss under the fork's own job
     */
    private String words(BothSides sides) {
        if (!Double.isFinite(sides.after().loss())) {
            Changed first = changes.get(0);
            throw new SettingsException(first.key(), first.to(), "gives no loss on held-out samples");
        }
        boolean another = sides.differ()
                && changes.stream().anyMatch(change -> first(change).equals(MODEL));
        return sides.words() + (another ? ": to it the same weights are another function" : "");
    }

    /** Changes with what is measured, at the first of those that it is about. */
    public List<Changed> noted(List<Changed> all, BothSides sides) {
        String words = words(sides);
        List<Changed> noted = new ArrayList<>(all);
        for (int i = 0; i < noted.size(); i++) {
            Changed change = noted.get(i);
            if (isFunction(change)) {
                String note = change.note().isEmpty() ? words : change.note() + ", " + words;
                noted.set(i, change.withNote(note));
                return noted;
            }
        }
        return noted;
    }

    /** The same for a fork that begins. */
    public Notice notice(BothSides sides) {
        String keys = String.join(", ", changes.stream().map(Changed::key).toList());
        return new Notice("measured", keys + ": " + words(sides), Map.of("key", keys));
    }
}
