package org.espalier.host.runs.orders;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.RefusedException;
import org.espalier.host.assembly.NamedPlugins;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.runs.journal.Notice;

/**
 * What a run that is to be resumed will be ordered again, looked through before it begins: whether keys and settings still fit.
 * What depends on the state of that moment, such as moments that another optimizer is to go on with, shows only then.
 */
public final class OrdersAhead {
    private OrdersAhead() {}

    /**
     * Looks through orders in their order.
     *
     * @param job   before the first of them
     * @param run   the run's id
     * @param where what the run is called in refusals
     * @return plugins that some of them will have to wait for
     * @throws RefusedException if one of them is certain to be refused
     */
    public static List<Notice> check(List<Order> ahead, Job job, String run, String where, PluginRegistry registry)
            throws RefusedException {
        List<Notice> waits = new ArrayList<>();
        Job now = job;
        for (Order order : ahead) {
            try {
                JobFile next = OrderedJob.of(order, now, Path.of(run));
                NamedPlugins.bind(next, registry);
                Map<String, String> absent = NamedPlugins.absent(next.job(), registry);
                absent.keySet().removeAll(NamedPlugins.absent(now, registry).keySet());
                absent.forEach((key, name) -> waits.add(wait(order, key, name)));
                now = next.job();
            } catch (RefusedException e) {
                throw new RefusedException(where, "", OrderRefusedException.line(order.words(), why(e), run));
            }
        }
        return waits;
    }

    private static Notice wait(Order order, String key, String name) {
        String text = order.words() + " is to be done again and needs " + name + ": the run will wait there for it";
        return new Notice("warning", text, Map.of("key", key));
    }

    /** A refusal without the place in a job that nobody has typed. */
    public static String why(RefusedException refused) {
        return refused.key().isEmpty() ? refused.why() : refused.key() + ": " + refused.why();
    }
}
