package org.espalier.host.runs.steering;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.DataException;
import org.espalier.api.run.RefusedException;
import org.espalier.host.assembly.NamedPlugins;
import org.espalier.host.job.Choice;
import org.espalier.host.job.Job;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.runs.composition.Composition;
import org.espalier.host.runs.orders.Order;
import org.espalier.host.runs.orders.OrderLog;
import org.espalier.host.runs.orders.OrderNews;
import org.espalier.host.runs.orders.OrderRefusedException;
import org.espalier.host.runs.orders.OrderedJob;
import org.espalier.host.runs.orders.OrdersAhead;
import org.espalier.host.runs.saving.Juncture;
import org.espalier.host.runs.saving.Saving;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.TrainingState;

/**
 * What an earlier life of a run was ordered, done again at the same points. An order that cannot be done again would silently make
 * another run of it: the run waits for a plugin that is not there, and ends where an order is refused, unless such orders may be
 * dropped. One thread.
 */
public final class Repeating {
    private final String run;
    private final Composition composition;
    private final PluginRegistry registry;
    private final OrderLog orders;
    private final Saving saving;
    private final OrderNews news;
    private final boolean dropping;
    private String awaited = "";

    /** @param dropping whether orders that cannot be done again are dropped */
    public Repeating(
            String run,
            Composition composition,
            PluginRegistry registry,
            OrderLog orders,
            Saving saving,
            OrderNews news,
            boolean dropping) {
        this.run = run;
        this.composition = composition;
        this.registry = registry;
        this.orders = orders;
        this.saving = saving;
        this.news = news;
        this.dropping = dropping;
    }

    /** What carries out an order. */
    interface Deed {
        /** Does it; after a refusal everything is as before. */
        void of(Order order)
                throws RefusedException, IOException, InterruptedException, DataException, PluginFaultException;
    }

    /**
     * Does all that is due now.
     *
     * @return whether it is done; else a plugin is waited for, or has changed meanwhile and another look is needed first
     * @throws OrderRefusedException if an order is refused; a checkpoint of this step is there then
     */
    boolean done(Deed deed)
            throws OrderRefusedException, IOException, InterruptedException, DataException, DivergedException,
                    PluginFaultException {
        for (Optional<Order> order = due(); order.isPresent(); order = due()) {
            try {
                deed.of(order.get());
                orders.passed();
            } catch (RefusedException e) {
                // What was refused may have been somebody who left meanwhile, or who is there by now.
                if (!composition.whole() || composition.changes() || !gone(order.get(), e)) {
                    return false;
                }
            }
            awaited = "";
        }
        return true;
    }

    /** Whether an order of an earlier life that is due has not been done. */
    public boolean waits() {
        return due().isPresent();
    }

    /** Refuses what somebody orders now while an earlier order, which comes first, waits. */
    void requireDone() throws RefusedException {
        if (waits()) {
            String first = awaited.isEmpty() ? "has orders of before to do again first" : awaited;
            throw new RefusedException(run, "", first + "; nothing can be changed till then");
        }
    }

    private Optional<Order> due() {
        return orders.due(Juncture.of(state()));
    }

    private TrainingState state() {
        return composition.state().orElseThrow();
    }

    /** Whether an order that cannot be done now is dropped; else its plugin is waited for. */
    private boolean gone(Order order, RefusedException refused)
            throws OrderRefusedException, IOException, DivergedException {
        String why = OrdersAhead.why(refused);
        if (dropping) {
            news.dropped(order, why);
            // First, so that no kill takes the journal's line and leaves the order out.
            saving.again(state());
            orders.drop();
            return true;
        }
        Map<String, String> absent = absent(order);
        if (absent.isEmpty()) {
            news.refused(order, why);
            saving.now(state());
            throw new OrderRefusedException(order.words(), why, run);
        }
        await(order, absent);
        return false;
    }

    /** Plugins that the order's job needs and that are not there, by their keys; a strategy may be missing while a run lasts. */
    private Map<String, String> absent(Order order) {
        try {
            Job next = OrderedJob.of(order, composition.job(), Path.of(run)).job();
            Map<String, String> absent = NamedPlugins.absent(next, registry);
            absent.keySet()
                    .removeIf(key -> key.startsWith(Choice.GROWTH)
                            && composition.missing().contains(key));
            return absent;
        } catch (RefusedException e) {
            return Map.of();
        }
    }

    private void await(Order order, Map<String, String> absent) {
        String text = "waits for " + String.join(", ", absent.values()) + ", which " + order.words() + " needs";
        if (!text.equals(awaited)) {
            awaited = text;
            absent.forEach((key, name) -> news.waiting(key, name, order));
        }
    }
}
