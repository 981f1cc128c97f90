package org.espalier.host.runs.steering;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.espalier.api.data.DataException;
import org.espalier.api.run.RefusedException;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.training.DivergedException;
import org.jspecify.annotations.Nullable;

/** What other threads ask of a run; the run's own thread answers between two steps. Thread-safe. */
public final class Inbox {
    private final String run;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Queue<Letter<?>> letters = new ArrayDeque<>();
    private volatile @Nullable Thread owner;
    private boolean woken;
    private String over = "";

    /** An empty inbox of a run, which it is called by in refusals. */
    public Inbox(String run) {
        this.run = run;
    }

    /** The thread that answers; it may not ask, as it would wait for itself. */
    public void owner(Thread thread) {
        owner = thread;
    }

    /** Something asked of a run. */
    @FunctionalInterface
    public interface Request<T> {
        /** Does it, on the run's thread; what it throws but a refusal breaks the run, as nobody knows how much of it was done. */
        T on(Steering steering)
                throws RefusedException, IOException, InterruptedException, DataException, DivergedException,
                        PluginFaultException;
    }

    private record Letter<T>(Request<T> request, CompletableFuture<T> answer) {
        void open(Steering steering)
                throws IOException, InterruptedException, DataException, DivergedException, PluginFaultException {
            try {
                answer.complete(request.on(steering));
            } catch (RefusedException e) {
                answer.completeExceptionally(e);
            } finally {
                answer.completeExceptionally(
                        new RefusedException(steering.run(), "", "has failed over it; its log says why"));
            }
        }
    }

    /**
     * Asks and waits for the answer.
     *
     * @throws RefusedException what the request throws, or because the run takes no more requests
     */
    public <T> T ask(Request<T> request) throws RefusedException, InterruptedException {
        if (Thread.currentThread() == owner) {
            throw new IllegalStateException("a run cannot ask itself: hand the request to another thread");
        }
        Letter<T> letter = new Letter<>(request, new CompletableFuture<>());
        lock.lock();
        try {
            if (!over.isEmpty()) {
                throw new RefusedException(run, "", over);
            }
            letters.add(letter);
            news.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            return letter.answer.get();
        } catch (InterruptedException e) {
            withdraw(letter);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void withdraw(Letter<?> letter) {
        lock.lock();
        try {
            letters.remove(letter);
        } finally {
            lock.unlock();
        }
    }

    /** Answers all that was asked so far; on the run's thread. */
    public void answer(Steering steering)
            throws IOException, InterruptedException, DataException, DivergedException, PluginFaultException {
        for (Letter<?> letter = next(); letter != null; letter = next()) {
            letter.open(steering);
        }
    }

    /** Refuses all that was asked so far; on the run's thread. */
    public void refuse(String why) {
        for (Letter<?> letter = next(); letter != null; letter = next()) {
            letter.answer.completeExceptionally(new RefusedException(run, "", why));
        }
    }

    private @Nullable Letter<?> next() {
        lock.lock();
        try {
            return letters.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the run's thread if it waits, or when it is about to. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something is asked or somebody wakes the run's thread, for as long as it takes. */
    public void await() throws InterruptedException {
        lock.lock();
        try {
            while (letters.isEmpty() && !woken) {
                news.await();
            }
            woken = false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until somebody wakes the run's thread, bounded; what is asked meanwhile is answered later.
     *
     * @return the time that is left
     */
    public long rest(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!woken && left > 0) {
                left = news.awaitNanos(left);
            }
            woken = false;
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more requests and refuses those that wait. */
    public void close(String why) {
        lock.lock();
        try {
            over = why;
            letters.forEach(letter -> letter.answer.completeExceptionally(new RefusedException(run, "", why)));
            letters.clear();
        } finally {
            lock.unlock();
        }
    }
}
