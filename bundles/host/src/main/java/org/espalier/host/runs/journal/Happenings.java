package org.espalier.host.runs.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.espalier.api.run.Cause;
import org.espalier.api.run.Changed;
import org.espalier.api.run.RunEvent;
import org.espalier.host.plugins.Slot;
import org.espalier.settings.OneLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to a run while it trains, told to its journal and to whoever watches. */
public final class Happenings {
    private static final Logger LOG = LoggerFactory.getLogger(Happenings.class);
    private final String run;
    private final RunRecord record;
    private final LongSupplier step;

    /**
     * @param run   the run's id
     * @param step  steps done
     */
    public Happenings(String run, RunRecord record, LongSupplier step) {
        this.run = run;
        this.record = record;
        this.step = step;
    }

    /** The run's id. */
    public String run() {
        return run;
    }

    /** Bundle and version of a plugin; empty outside a container. */
    public static String card(Slot<?> slot) {
        return slot.serving().version();
    }

    /**
     * A plugin has taken a place by itself: its bundle was updated, or a better one has come.
     *
     * @param jar what has brought it; empty if it did not come as a jar
     */
    public void swapped(Changed change, Optional<Cause> jar) {
        swapped(change, jar.map(Happenings::fields).orElse(Map.of()));
    }

    /** A plugin has taken a place because somebody wanted it. */
    public void swapped(Changed change, Cause cause) {
        swapped(change, fields(cause));
    }

    private void swapped(Changed change, Map<String, Object> more) {
        Map<String, Object> fields = fields(change);
        fields.putAll(more);
        say("swap", fields, change.line());
    }

    /** A newcomer does not fit; what was there stays. */
    public void refused(String key, String from, String to, String why) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", key);
        fields.put("from", from);
        fields.put("to", to);
        fields.put("why", OneLine.whole(why));
        say("swap-refused", fields, key + " stays as it was, " + to + " does not fit: " + why);
    }

    /** A plugin has gone that the run cannot do without. */
    public void waiting(String key, String name) {
        String why = "waits for a bundle that supplies " + name + "; nothing is lost";
        say("waiting", new LinkedHashMap<>(Map.of("key", key, "name", name, "why", why)), key + ": " + why);
    }

    /** A setting has another value. */
    public void set(Changed change, Cause cause) {
        Map<String, Object> fields = fields(change);
        fields.putAll(fields(cause));
        say("set", fields, change.line());
    }

    /** Something that people should know, such as what is questionable about settings. */
    public void noticed(Notice notice) {
        notice.say(record, step.getAsLong());
    }

    /** Something else that somebody wanted, such as a pause. */
    public void wanted(String kind, Cause cause, String text) {
        wanted(kind, cause, text, "");
    }

    /** Likewise, with what else there is to know. */
    public void wanted(String kind, Cause cause, String text, String note) {
        Map<String, Object> fields = fields(cause);
        if (!note.isEmpty()) {
            fields.put("note", note);
        }
        String all = note.isEmpty() ? text : text + " (" + note + ")";
        say(kind, fields, all + (cause.reason().isEmpty() ? "" : ": " + cause.reason()));
    }

    /** Something that somebody wanted has not been done, or is to be known. */
    public void told(String kind, Cause cause, String text) {
        Map<String, Object> fields = fields(cause);
        fields.put("why", OneLine.whole(text));
        say(kind, fields, text);
    }

    private static Map<String, Object> fields(Changed change) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", change.key());
        fields.put("from", change.from());
        fields.put("to", change.to());
        if (!change.note().isEmpty()) {
            fields.put("note", change.note());
        }
        if (!change.settings().isEmpty()) {
            fields.put("settings", change.settings());
        }
        return fields;
    }

    private static Map<String, Object> fields(Cause cause) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("actor", cause.actor());
        fields.put("because", cause.reason());
        return fields;
    }

    /**
     * Tells that something has happened.
     *
     * @param fields for programs
     * @param text   one line for people
     */
    public void say(String kind, Map<String, Object> fields, String text) {
        long now = step.getAsLong();
        record.journal(kind, now, fields);
        record.tell(new RunEvent.Noted(now, kind, OneLine.whole(text)));
    }

    /** Does something with plugins that are on their way out; what they throw is told and costs nothing. */
    public void attempt(String what, Runnable deed) {
        try {
            deed.run();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.warn("{}: could not {} what it was composed of", run, what, e);
        }
    }

    /** A newcomer fails over its first samples. */
    public void broken(Changed change, Throwable thrown) {
        LOG.warn("{}: {} does not run", run, change.to(), thrown);
    }
}
