package org.espalier.host.runs.orders;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Swap;
import org.espalier.host.job.Choice;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;

/** The job that an order makes of the one in effect. */
public final class OrderedJob {
    private static final String TYPE = ".type";

    private OrderedJob() {}

    /**
     * The job that an order asks for.
     *
     * @param before in effect
     * @param shown  what the run is called in refusals
     * @throws RefusedException if it would be no job, or a key may not change
     */
    public static JobFile of(Order order, Job before, Path shown) throws RefusedException {
        if (order.isFork()) {
            return ForkedJob.of(before, before.name(), order.settings(), shown);
        }
        if (order.isSwap()) {
            return swapped(order.swap(), before, shown);
        }
        Map<String, String> meant = Adjustable.meant(order.settings());
        // Nobody is there to fork what was ordered before.
        Adjustable.check(meant, any -> Optional.of("it was ordered before"));
        return JobFile.parse(before.toYaml(), shown, meant);
    }

    /** A swap as settings of a job: dotted keys to YAML values. */
    public static Map<String, String> settings(Swap swap) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (!swap.type().isEmpty()) {
            settings.put(swap.key() + TYPE, swap.type());
        }
        swap.settings().forEach((key, value) -> settings.put(swap.key() + "." + key, value));
        return settings;
    }

    /** A swap with what goes over to its plugin, which is given like the rest from then on. */
    public static Swap whole(Swap swap, Map<String, String> settings) {
        Swap whole = Swap.at(swap.key()).to(swap.type());
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String key = setting.getKey().substring(swap.key().length() + 1);
            whole = setting.getKey().equals(swap.key() + TYPE) ? whole : whole.set(key, setting.getValue());
        }
        return swap.isFresh() ? whole.fresh() : whole;
    }

    /**
     * The job with another plugin at a place, which has the settings of the swap alone; what the host keeps of a growth entry, such as
     * its claims, stays.
     */
    public static JobFile swapped(Swap swap, Job before, Path shown) throws RefusedException {
        Set<String> keys = new TreeSet<>();
        before.choices().forEach(choice -> keys.add(choice.key()));
        keys.add(Adjustable.SCHEDULE);
        if (!keys.contains(swap.key())) {
            throw new RefusedException(
                    "swap", swap.key(), "names no plugin of the run; there are " + String.join(", ", keys));
        }
        boolean other = !swap.settings().isEmpty()
                || !swap.type().isEmpty() && !swap.type().equals(before.data().type());
        if (swap.key().equals("data") && other) {
            throw new RefusedException(
                    "swap",
                    "data",
                    "a run keeps its data for life: samples, their order and their normaliser are those of it; another version of"
                            + " the source's bundle takes its place by itself");
        }
        Job after = swap.type().isEmpty()
                ? before
                : before.mapChoices(c -> c.key().equals(swap.key()) ? new Choice(swap.type(), Map.of(), c.key()) : c);
        Map<String, String> settings = settings(swap);
        if (before.choice(swap.key()).isPresent()) {
            settings.remove(swap.key() + TYPE);
        }
        return JobFile.parse(after.toYaml(), shown, settings);
    }
}
