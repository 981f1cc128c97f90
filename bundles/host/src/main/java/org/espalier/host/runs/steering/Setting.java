package org.espalier.host.runs.steering;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.api.run.Changed;
import org.espalier.api.run.RefusedException;
import org.espalier.host.assembly.Successions;
import org.espalier.host.job.Choice;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.runs.composition.Composition;
import org.espalier.host.runs.composition.Wish;
import org.espalier.host.runs.orders.Adjustable;
import org.espalier.host.runs.orders.Forks;

/**
 * Settings that somebody wants a run to have, checked as far as that goes without composing it anew.
 *
 * @param before  the job in effect
 * @param next    the job with them
 * @param changes what has another value in it
 * @param wish    for the composition
 */
record Setting(Job before, JobFile next, List<Changed> changes, Wish wish) {
    /**
     * Settings of a run.
     *
     * @param settings dotted keys to YAML values
     * @param epochs   those that it has behind it
     * @param run      its id
     * @throws RefusedException if one of them may not change, or they make no job
     */
    static Setting of(
            Map<String, String> settings,
            Composition composition,
            long epochs,
            String run,
            PluginRegistry registry,
            Forks forks)
            throws RefusedException {
        Map<String, String> meant = Adjustable.meant(settings);
        Adjustable.check(meant, forks);
        Job before = composition.job();
        JobFile next = JobFile.parse(before.toYaml(), Path.of(run), meant);
        Adjustable.checkLength(meant, next.job().epochs(), epochs, false, run);
        List<Changed> changes = Successions.of(before, settings, registry)
                .told(Adjustable.differences(before, next.job(), meant.keySet()), next.job());
        for (GrowthEntry entry :
                changes.isEmpty() ? List.<GrowthEntry>of() : next.job().growth()) {
            requireChecked(entry, before, composition, run);
        }
        Wish wish = Wish.set(next, places(before, meant.keySet()), meant.keySet());
        return new Setting(before, next, changes, wish);
    }

    /** Refuses settings of a strategy that is not there to check them; how often it is asked needs no check. */
    private static void requireChecked(GrowthEntry entry, Job before, Composition composition, String run)
            throws RefusedException {
        String key = entry.strategy().key();
        boolean same = before.choice(key)
                .map(was -> was.settings().equals(entry.strategy().settings()))
                .orElse(false);
        if (composition.missing().contains(key) && !same) {
            throw new RefusedException(
                    run,
                    key,
                    entry.strategy().type()
                            + " is not there to check its settings; change them when its bundle is back");
        }
    }

    /** The keys of places that settings are about. */
    private static Set<String> places(Job job, Set<String> keys) {
        Set<String> places = new TreeSet<>();
        for (Choice choice : job.choices()) {
            if (keys.stream().anyMatch(key -> key.equals(choice.key()) || key.startsWith(choice.key() + "."))) {
                places.add(choice.key());
            }
        }
        return places;
    }

    /** Whether there is anything to be done, if only that something is said now which held by default. */
    boolean isOne() {
        return !changes.isEmpty() || !before.said().equals(next.job().said());
    }

    /** Whether an entry is another by them. */
    boolean isAbout(GrowthEntry entry) {
        return next.job().isAnother(entry.id(), before);
    }
}
