package org.espalier.host.runs.orders;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.host.runs.journal.Happenings;
import org.espalier.settings.OneLine;

/** What becomes of orders that an earlier life of a run was given, told to its journal and to whoever watches. */
public final class OrderNews {
    private final Happenings happenings;

    /** News that go the way of all that happens to a run. */
    public OrderNews(Happenings happenings) {
        this.happenings = happenings;
    }

    /** A plugin is not there that an order needs. */
    public void waiting(String key, String name, Order order) {
        String why = "waits for a bundle that supplies " + name + ", for " + order.words()
                + "; nothing is lost; stopped and resumed with --drop-orders, the run goes on without";
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", key);
        fields.put("name", name);
        fields.put("why", OneLine.whole(why));
        happenings.say("waiting", fields, key + ": " + why);
    }

    /** An order cannot be done again, and the run ends over it. */
    public void refused(Order order, String why) {
        notAgain("order-refused", order, why);
    }

    /** An order cannot be done again, and the run goes on without it. */
    public void dropped(Order order, String why) {
        notAgain("order-dropped", order, why);
    }

    /** An order is not done again, as somebody has ordered otherwise since. */
    public void superseded(Order order) {
        notAgain("order-dropped", order, "somebody has ordered otherwise since");
    }

    private void notAgain(String kind, Order order, String why) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", order.words());
        fields.put("actor", order.cause().actor());
        fields.put("because", order.cause().reason());
        fields.put("why", OneLine.whole(why));
        happenings.say(kind, fields, order.words() + " cannot be done again: " + why);
    }
}
