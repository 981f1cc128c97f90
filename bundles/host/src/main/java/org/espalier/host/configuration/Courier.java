package org.espalier.host.configuration;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import org.espalier.api.run.Cause;
import org.espalier.api.run.Changed;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.host.runs.HostedRuns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings settings to runs: to each one after the other, and never on the thread of whoever has them, since a run takes them
 * between two of its steps. A refusal is one line of the log and a note on the run.
 */
final class Courier implements AutoCloseable {
    /** By this name people find the lines. */
    private static final Logger LOG = LoggerFactory.getLogger("settings");

    private final HostedRuns runs;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "settings");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<Run, CompletableFuture<?>> last = new IdentityHashMap<>();

    Courier(HostedRuns runs) {
        this.runs = runs;
    }

    private interface Errand {
        boolean done() throws InterruptedException;
    }

    /**
     * Brings settings.
     *
     * @param where gives a refusal its place
     * @return whether the run has them now; completed on some other thread
     */
    CompletableFuture<Boolean> bring(
            Run run, Map<String, String> settings, Cause cause, UnaryOperator<RefusedException> where) {
        return after(run, () -> {
            try {
                List<Changed> changes = run.set(settings, cause);
                changes.forEach(change -> LOG.info("{}: {}, by {}", run.id(), change.line(), cause.actor()));
                return true;
            } catch (RefusedException e) {
                refuse(run, cause, where.apply(e).getMessage());
                return false;
            }
        });
    }

    /** Says on a run that something for it was not taken, and why. */
    CompletableFuture<Boolean> complain(Run run, Cause cause, String why) {
        return after(run, () -> {
            refuse(run, cause, why);
            return true;
        });
    }

    /** Says something else on a run. */
    CompletableFuture<Boolean> note(Run run, Cause cause, String kind, String text) {
        return after(run, () -> {
            LOG.info("{}: {}", run.id(), text);
            runs.note(run, kind, cause, text);
            return true;
        });
    }

    private void refuse(Run run, Cause cause, String why) throws InterruptedException {
        LOG.warn("{}: {}; nothing is changed", run.id(), why);
        runs.note(run, "set-refused", cause, why + "; nothing is changed");
    }

    private CompletableFuture<Boolean> after(Run run, Errand errand) {
        synchronized (last) {
            CompletableFuture<?> before = last.getOrDefault(run, CompletableFuture.completedFuture(true));
            CompletableFuture<Boolean> next;
            try {
                next = before.handleAsync((done, thrown) -> perform(errand), threads);
            } catch (RejectedExecutionException closed) {
                return CompletableFuture.completedFuture(false);
            }
            last.put(run, next);
            next.whenComplete((done, thrown) -> forget(run, next));
            return next;
        }
    }

    private static boolean perform(Errand errand) {
        try {
            return errand.done();
        } catch (InterruptedException e) {
            // The container stops.
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException e) {
            LOG.error("settings could not be brought", e);
            return false;
        }
    }

    private void forget(Run run, CompletableFuture<?> done) {
        synchronized (last) {
            last.remove(run, done);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
