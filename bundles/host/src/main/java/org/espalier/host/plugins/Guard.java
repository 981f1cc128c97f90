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
    private final ThreadLocal<Handover> handover = new ThreadLocal<>();
    private @Nullable Post post;

    /** A guard whose threads carry the name; a thread starts with the first call. */
    public Guard(String name) {
        this.name = name;
    }

    /**
     * Runs a call on the guard thread and waits for it.
     *
     * @param deadline time that the call may take; what it hands back to the waiting thread does not count
     * @throws PluginFaultException if it throws, or has not returned by the deadline; its thread is then interrupted and abandoned
     */
    public <T> T call(Duration deadline, Callable<T> call) throws PluginFaultException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Handover back = new Handover();
        post().calls.add(() -> {
            handover.set(back);
            try {
                answer.complete(call.call());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            } finally {
                handover.remove();
                back.wakeUp();
            }
        });
        try {
            long left = deadline.toNanos();
            while (!answer.isDone()) {
                long asked = System.nanoTime();
                Runnable work = back.next(left);
                left -= System.nanoTime() - asked;
                if (work == null) {
                    throw late(deadline);
                }
                work.run();
            }
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PluginFaultException fault) {
                throw fault;
            }
            throw PluginFaultException.threw(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon();
            throw new PluginFaultException("was interrupted", e);
        } finally {
            back.end();
        }
    }

    /**
     * Runs work on the thread that waits in {@link #call}; only from within such a call.
     *
     * @throws IllegalStateException if no call is under way on this thread, or it has missed its deadline
     */
    public <T> T onCaller(Callable<T> work) {
        Handover back = handover.get();
        if (back == null) {
            throw new IllegalStateException("only the thread that was called may ask for this");
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        back.add(answer, () -> {
            try {
                answer.complete(work.call());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException("could not be done: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the call has missed its deadline", e);
        }
    }

    /** Says where the plugin was when its time was over, and abandons it. */
    private synchronized PluginFaultException late(Duration deadline) {
        StackTraceElement[] frames = post == null ? new StackTraceElement[0] : post.thread.getStackTrace();
        abandon();
        PluginFaultException fault = new PluginFaultException(
                "gave no answer within " + deadline.toMillis() + " ms" + Frames.at(frames), null);
        fault.setStackTrace(frames);
        return fault;
    }

    private synchronized Post post() {
        Post now = post;
        if (now == null) {
            now = new Post(name + "-guard");
            post = now;
        }
        return now;
    }

    private synchronized void abandon() {
        if (post != null) {
            post.leave();
            post = null;
        }
    }

    @Override
    public void close() {
        abandon();
    }

    /** A thread and the calls that it is to make. */
    private static final class Post {
        private final LinkedBlockingQueue<Runnable> calls = new LinkedBlockingQueue<>();
        private final Thread thread;
        private volatile boolean left;

        Post(String name) {
            thread = new Thread(this::serve, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(Guard.class.getClassLoader());
            thread.start();
        }

        private void serve() {
            while (!left) {
                try {
                    calls.take().run();
                } catch (InterruptedException e) {
                    // Given up, or a plugin's interrupt that came late: the loop's condition tells.
                }
            }
        }

        /** A plugin that waits for something gets an interrupt, so that its thread and its classes can go. */
        void leave() {
            left = true;
            thread.interrupt();
        }
    }

    /** Work that one call hands back. When the call is over nothing more is taken, and what waits is dropped. */
    private static final class Handover {
        private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
        private @Nullable CompletableFuture<?> waiting;
        private boolean over;

        synchronized void add(CompletableFuture<?> answer, Runnable run) {
            if (over) {
                throw new IllegalStateException("the call has missed its deadline");
            }
            waiting = answer;
            work.add(run);
        }

        void wakeUp() {
            work.add(() -> {});
        }

        @Nullable
        Runnable next(long nanos) throws InterruptedException {
            return work.poll(nanos, TimeUnit.NANOSECONDS);
        }

        synchronized void end() {
            over = true;
            work.clear();
            if (waiting != null) {
                waiting.completeExceptionally(new IllegalStateException("the call has missed its deadline"));
            }
        }
    }
}
