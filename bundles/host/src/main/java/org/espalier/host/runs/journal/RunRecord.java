package org.espalier.host.runs.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunListener;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.Subscription;
import org.espalier.host.log.RunLog;
import org.espalier.host.store.JsonLines;
import org.espalier.host.store.JsonLines.Durability;
import org.espalier.host.store.Offsets;
import org.espalier.host.store.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of one run: journal and metrics in its directory, news to its listeners. */
public final class RunRecord implements RunLog, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);
    private final SideArrays arrays;
    private final JsonLines journal;
    private final JsonLines metrics;
    private final List<Follower> subscriptions = new CopyOnWriteArrayList<>();
    private final Standing standing = new Standing();

    private RunRecord(SideArrays arrays, JsonLines journal, JsonLines metrics) {
        this.arrays = arrays;
        this.journal = journal;
        this.metrics = metrics;
    }

    /** The record of a run up to these marks: what was written after them is cut off. Metrics need not be there. */
    public static RunRecord open(RunDirectory directory, Offsets offsets) throws IOException {
        JsonLines journal = JsonLines.open(directory.journalFile(), Durability.EACH_LINE, offsets.journal());
        try {
            return new RunRecord(
                    new SideArrays(directory.path()),
                    journal,
                    JsonLines.openFigures(directory.metricsFile(), offsets.metrics()));
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    @Override
    public void journal(String kind, long step, Map<String, ?> fields) {
        Map<String, Object> dated;
        try {
            dated = arrays.written(fields);
        } catch (IOException e) {
            throw new UncheckedIOException("the run's record cannot be written", e);
        }
        dated.put("at", Instant.now().toString());
        append(journal, kind, step, dated);
    }

    /** Appends to the journal how the run has ended. */
    public void journalEnd(RunResult end, long step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", end.status().name());
        fields.put("message", end.message());
        journal("end", step, fields);
    }

    @Override
    public void metric(String kind, long step, Map<String, ?> fields) {
        append(metrics, kind, step, fields);
    }

    private static void append(JsonLines lines, String kind, long step, Map<String, ?> fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", kind);
        line.put("step", step);
        line.putAll(fields);
        try {
            lines.append(line);
        } catch (IOException e) {
            throw new UncheckedIOException("the run's record cannot be written", e);
        }
    }

    @Override
    public void tell(RunEvent event) {
        // Under one lock with subscribe, so that nobody who comes meanwhile misses an event or hears it twice.
        synchronized (subscriptions) {
            standing.on(event);
            for (Follower each : subscriptions) {
                tell(each.listener, event);
            }
            if (event instanceof RunEvent.Ended) {
                // Nothing comes any more; a listener's classes may go.
                subscriptions.clear();
            }
        }
    }

    private static void tell(RunListener listener, RunEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException | Error e) {
            LOG.warn("a listener threw {} on {}", e, event);
        }
    }

    /** Adds a listener and tells it where the run stands. */
    public Subscription subscribe(RunListener listener) {
        Follower own = new Follower(listener);
        synchronized (subscriptions) {
            standing.events().forEach(event -> tell(listener, event));
            if (!standing.over()) {
                subscriptions.add(own);
            }
        }
        return () -> subscriptions.remove(own);
    }

    /** One follower, told apart from others of the same listener. */
    private static final class Follower {
        private final RunListener listener;

        Follower(RunListener listener) {
            this.listener = listener;
        }
    }

    /** How long the files are now. */
    public Offsets mark() throws IOException {
        return new Offsets(metrics.mark(), journal.mark());
    }

    @Override
    public void close() throws IOException {
        try (metrics) {
            journal.close();
        }
    }
}
