package org.espalier.host.training;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.espalier.api.model.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Threads that carry out one task at a time together; the calling thread is worker 0. Waiting spins briefly, since tasks of
 * a training step follow each other within microseconds, and then parks.
 */
public final class WorkerTeam implements AutoCloseable {
    // Some tens of microseconds: on a busy machine the other worker may not even run, and spinning would keep it from
    // running.
    private static final int SPINS = 1_000;
    private final Thread[] others;
    private final AtomicInteger running = new AtomicInteger();
    private volatile int generation;
    private volatile Workspace.@Nullable Task task;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Thread caller;
    private volatile boolean closed;

    /** A team of that many workers, at least 1, whose threads carry the name. */
    public WorkerTeam(String name, int workers) {
        others = new Thread[workers - 1];
        for (int i = 0; i < others.length; i++) {
            int worker = i + 1;
            others[i] = new Thread(() -> work(worker), name + "-worker-" + worker);
            others[i].setDaemon(true);
            // A worker must not keep the class loader of whoever happened to start the run.
            others[i].setContextClassLoader(WorkerTeam.class.getClassLoader());
            others[i].start();
        }
    }

    /** Workers, the caller included. */
    public int size() {
        return others.length + 1;
    }

    /** Runs the task once per worker and returns when all have ended; throws what one of them threw. */
    public void run(Workspace.Task work) {
        if (others.length == 0) {
            work.run(0);
            return;
        }
        failure = null;
        caller = Thread.currentThread();
        task = work;
        running.set(others.length);
        generation++;
        for (Thread other : others) {
            LockSupport.unpark(other);
        }
        attempt(work, 0);
        int spins = 0;
        while (running.get() > 0) {
            if (++spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(this, 50_000);
            }
        }
        task = null;
        rethrow();
    }

    private void work(int worker) {
        int seen = 0;
        while (true) {
            int spins = 0;
            while (generation == seen) {
                if (closed) {
                    return;
                }
                if (++spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            seen = generation;
            Workspace.Task work = task;
            if (work != null) {
                attempt(work, worker);
            }
            if (running.decrementAndGet() == 0) {
                LockSupport.unpark(caller);
            }
        }
    }

    private void attempt(Workspace.Task work, int worker) {
        try {
            work.run(worker);
        } catch (Throwable e) {
            // Also what a task threw undeclared: a worker that ended here would keep all others waiting for ever.
            failure = e;
        }
    }

    private void rethrow() {
        Throwable thrown = failure;
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        if (thrown != null) {
            throw new IllegalStateException("a worker's task failed", thrown);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread other : others) {
            LockSupport.unpark(other);
        }
    }
}
