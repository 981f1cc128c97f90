package org.espalier.host.plugins;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A thread on which plugin code runs under a deadline while the training thread waits. Work that must stay on the training
 * thread, such as a probe with native arrays, is handed back to it meanwhile.
 */
public final class Guard implements AutoCloseable {
    private final String name;
    private final LinkedBlockingQueue<Runnable> forCaller = new LinkedBlockingQueue<>();
    private @Nullable LinkedBlockingQueue<Runnable> forGuard;

    /** A guard whose threads carry the name; a thread starts with the first call. */
    public Guard(String name) {
        this.name = name;
    }

    /**
     * Runs a call on the guard thread and waits for it.
     *
     * @throws PluginFaultException if it throws, or has not returned by the deadline; its thread is then abandoned
     */
    public <T> T call(Duration deadline, Callable<T> call) throws PluginFaultException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        forCaller.clear();
        thread().add(() -> {
            try {
                answer.complete(call.call());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            } finally {
                forCaller.add(() -> {});
            }
        });
        long end = System.nanoTime() + deadline.toNanos();
        try {
            while (!answer.isDone()) {
                Runnable work = forCaller.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (work == null) {
                    abandon();
                    throw new PluginFaultException("gave no answer within " + deadline.toMillis() + " ms", null);
                }
                work.run();
            }
            return answer.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new PluginFaultException("threw " + cause, cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon();
            throw new PluginFaultException("was interrupted", e);
        }
    }

    /** Runs work on the thread that waits in {@link #call}; only from within such a call. */
    public <T> T onCaller(Callable<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        forCaller.add(() -> {
            try {
                answer.complete(work.call());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.join();
    }

    private synchronized LinkedBlockingQueue<Runnable> thread() {
        if (forGuard == null) {
            LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
            Thread thread = new Thread(() -> serve(queue), name + "-guard");
            thread.setDaemon(true);
            thread.setContextClassLoader(Guard.class.getClassLoader());
            thread.start();
            forGuard = queue;
        }
        return forGuard;
    }

    private static void serve(LinkedBlockingQueue<Runnable> queue) {
        try {
            while (true) {
                queue.take().run();
            }
        } catch (InterruptedException | Stop e) {
            // The guard was closed or has given this thread up.
        }
    }

    private synchronized void abandon() {
        if (forGuard != null) {
            forGuard.add(() -> {
                throw new Stop();
            });
            forGuard = null;
        }
    }

    @Override
    public void close() {
        abandon();
    }

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stop() {
            super(null, null, false, false);
        }
    }
}
