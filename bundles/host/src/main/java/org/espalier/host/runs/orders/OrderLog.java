package org.espalier.host.runs.orders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.host.runs.saving.Juncture;
import org.espalier.host.runs.saving.Snapshots;
import org.espalier.host.store.Json;
import org.espalier.host.store.JsonLines;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.Snapshot;

/**
 * What people ordered while a run trained, in {@code orders.jsonl}: with the job of a checkpoint and how many orders it has
 * behind it, all that a resumed run needs to become what it was going to be.
 */
public final class OrderLog {
    private static final String FILE = "orders.jsonl";
    private final RunDirectory directory;
    private final List<Order> orders;
    private int done;

    private OrderLog(RunDirectory directory, List<Order> orders, int done) {
        this.directory = directory;
        this.orders = orders;
        this.done = done;
    }

    /**
     * The orders of a run.
     *
     * @param at the checkpoint that says how many of them the run has behind it; empty for none
     */
    public static OrderLog of(RunDirectory directory, Optional<Snapshot> at) throws IOException {
        String done = at.map(s -> s.notes().get(Snapshots.ORDERS)).orElse("0");
        try {
            return of(directory, Integer.parseInt(done));
        } catch (NumberFormatException e) {
            throw new IOException("the checkpoint says " + done + " orders");
        }
    }

    private static OrderLog of(RunDirectory directory, int done) throws IOException {
        Path path = directory.path().resolve(FILE);
        List<Order> orders = new ArrayList<>();
        if (Files.exists(path)) {
            for (var line : JsonLines.read(path)) {
                orders.add(Order.of(line));
            }
        }
        if (orders.size() < done) {
            throw new IOException(
                    path + ": has " + orders.size() + " orders; the checkpoint has " + done + " behind it");
        }
        return new OrderLog(directory, orders, done);
    }

    /** A log of the orders that another run has behind it, of a run that is to have these behind it. */
    public static OrderLog copy(RunDirectory directory, OrderLog other) {
        return new OrderLog(directory, new ArrayList<>(other.behind()), other.done);
    }

    /** The orders that the run has behind it. */
    public List<Order> behind() {
        return List.copyOf(orders.subList(0, done));
    }

    /** Writes orders that are before a run that is to be born. */
    public static void write(RunDirectory directory, List<Order> orders) throws IOException {
        directory.write(FILE, text(orders));
    }

    private static String text(List<Order> orders) {
        StringBuilder text = new StringBuilder();
        orders.forEach(each -> text.append(Json.line(each.toMap())).append('\n'));
        return text.toString();
    }

    /** How many orders the run has behind it. */
    public int done() {
        return done;
    }

    /** The next order of an earlier life, if the run is where it was given. */
    public Optional<Order> due(Juncture now) {
        return done < orders.size() && orders.get(done).at().compareTo(now) <= 0
                ? Optional.of(orders.get(done))
                : Optional.empty();
    }

    /** The run has the next order of an earlier life behind it. */
    public void passed() {
        done++;
    }

    /** Takes the next order of an earlier life out for good. */
    public void drop() throws IOException {
        orders.remove(done);
        directory.write(FILE, text(orders));
    }

    /**
     * Keeps an order that was carried out; it is on the medium when this returns. Those of an earlier life come before it up to
     * its point; of those that come later, what it says otherwise is taken out: the newer word stands.
     *
     * @return the orders of which nothing, or less, is left
     */
    public List<Order> add(Order order) throws IOException {
        int place = place(order);
        List<Order> later = new ArrayList<>(orders.subList(place, orders.size()));
        List<Order> left = left(later, order);
        later.removeAll(left);
        orders.subList(place, orders.size()).clear();
        orders.add(order);
        orders.addAll(left);
        if (place == done) {
            done++;
        }
        directory.write(FILE, text(orders));
        return later;
    }

    private static List<Order> left(List<Order> later, Order newer) {
        return later.stream().flatMap(order -> order.under(newer).stream()).toList();
    }

    private int place(Order order) {
        int place = done;
        while (place < orders.size() && orders.get(place).at().compareTo(order.at()) <= 0) {
            place++;
        }
        return place;
    }

    /** The orders of an earlier life that the run does not have behind it, and one more in its place among them. */
    public List<Order> aheadWith(Optional<Order> more) {
        if (more.isEmpty()) {
            return List.copyOf(orders.subList(done, orders.size()));
        }
        int place = place(more.get());
        List<Order> ahead = new ArrayList<>(orders.subList(done, place));
        ahead.add(more.get());
        ahead.addAll(left(orders.subList(place, orders.size()), more.get()));
        return ahead;
    }
}
