package org.espalier.host.runs.steering;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.espalier.api.run.Changed;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Swap;
import org.espalier.host.assembly.Successions;
import org.espalier.host.job.Choice;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.runs.composition.Composition;
import org.espalier.host.runs.composition.Wish;
import org.espalier.host.runs.orders.Adjustable;
import org.espalier.host.runs.orders.Order;
import org.espalier.host.runs.orders.OrderedJob;

/**
 * A plugin that somebody wants at a place of a run, with what goes over to it.
 *
 * @param swap        with all settings of the newcomer: those that were given with it, and those that go over
 * @param before      the job in effect
 * @param next        the job with it
 * @param successions what becomes of the settings of the plugin in place
 */
record Swapping(Swap swap, Job before, JobFile next, Successions successions) {
    /**
     * A swap that somebody wants now.
     *
     * @param run its id
     * @throws RefusedException if it makes no job, or would not be as wanted
     */
    static Swapping of(Swap swap, Composition composition, String run, PluginRegistry registry)
            throws RefusedException {
        Job before = composition.job();
        Successions successions = Successions.of(before, OrderedJob.settings(swap), registry);
        // As it is kept, so that it is the same again whoever is there to say then what a default was.
        Swap whole = OrderedJob.whole(swap, successions.settings());
        JobFile next = OrderedJob.swapped(whole, before, Path.of(run));
        successions.check(next.job(), run);
        if (swap.key().equals("model") && !swap.settings().isEmpty()) {
            composition.checkBornWith(next);
        }
        return new Swapping(whole, before, next, successions);
    }

    /** One of before, which is done again as it was. */
    static Swapping again(Order order, Composition composition, String run, PluginRegistry registry)
            throws RefusedException {
        Job before = composition.job();
        return new Swapping(
                order.swap(),
                before,
                OrderedJob.swapped(order.swap(), before, Path.of(run)),
                Successions.of(before, OrderedJob.settings(order.given()), registry));
    }

    Wish wish() {
        return Wish.swap(next, swap.key(), swap.isFresh());
    }

    /** Whether it is about the strategy of an entry. */
    boolean isAbout(GrowthEntry entry) {
        return entry.strategy().key().equals(swap.key());
    }

    /** Changes of plugins with what becomes of the settings. */
    List<Changed> told(List<Changed> plugins) {
        return successions.told(plugins, next.job());
    }

    /**
     * What has another value of a plugin that stays the same, or of another one of its name.
     *
     * @param after the job to be, with every default filled in
     */
    List<Changed> settings(Job after) {
        boolean same = before.choice(swap.key())
                .map(Choice::type)
                .equals(after.choice(swap.key()).map(Choice::type));
        return same ? Adjustable.differences(before, after, Set.of(swap.key())) : new ArrayList<>();
    }
}
