package org.espalier.host.runs;

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
import org.espalier.host.log.RunLog;
import org.espalier.host.store.Journal;
import org.espalier.host.store.Metrics;
import org.espalier.host.store.Offsets;
import org.espalier.host.store.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of one run: journal and metrics in its directory, news to its listeners. */
final class RunRecord implements RunLog, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);
    private final Journal journal;
    private final Metrics metrics;
    private final List<RunListener> listeners = new CopyOnWriteArrayList<>();
    private List<RunEvent> standing = List.of();

    private RunRecord(Journal journal, Metrics metrics) {
        this.journal = journal;
        this.metrics = metrics;
    }

    /** The record of a newborn run. */
    static RunRecord begin(RunDirectory directory) throws IOException {
        return new RunRecord(Journal.open(directory.journalFile()), Metrics.open(directory.metricsFile()));
    }

    /** The record of a run that goes on from a checkpoint: what was written after it is cut off. */
    static RunRecord goOn(RunDirectory directory, Offsets offsets) throws IOException {
        return new RunRecord(
                Journal.open(directory.journalFile(), offsets.journal()),
                Metrics.open(directory.metricsFile(), offsets.metrics()));
    }

    @Override
    public void journal(String kind, long step, Map<String, ?> fields) {
        Map<String, Object> line = line(kind, step, fields);
        line.put("at", Instant.now().toString());
        try {
            journal.append(line);
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be written", e);
        }
    }

    @Override
    public void metric(String kind, long step, Map<String, ?> fields) {
        try {
            metrics.append(line(kind, step, fields));
        } catch (IOException e) {
            throw new UncheckedIOException("the metrics cannot be written", e);
        }
    }

    private static Map<String, Object> line(String kind, long step, Map<String, ?> fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", kind);
        line.put("step", step);
        line.putAll(fields);
        return line;
    }

    @Override
    public void tell(RunEvent event) {
        // Under one lock with subscribe, so that nobody who comes meanwhile misses an event or hears it twice.
        synchronized (listeners) {
            if (event instanceof RunEvent.Began || event instanceof RunEvent.Ended) {
                standing = List.of(event);
            }
            for (RunListener listener : listeners) {
                tell(listener, event);
            }
        }
    }

    private static void tell(RunListener listener, RunEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            LOG.warn("a listener threw {} on {}", e, event);
        }
    }

    /** Adds a listener and tells it where the run stands. */
    AutoCloseable subscribe(RunListener listener) {
        synchronized (listeners) {
            standing.forEach(event -> tell(listener, event));
            listeners.add(listener);
        }
        return () -> listeners.remove(listener);
    }

    /** How long the files are now. */
    Offsets mark() throws IOException {
        return new Offsets(metrics.mark(), journal.mark());
    }

    @Override
    public void close() throws IOException {
        journal.close();
        metrics.close();
    }
}
