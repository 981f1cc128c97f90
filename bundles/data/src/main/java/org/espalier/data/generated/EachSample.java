package org.espalier.data.generated;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Makes samples on several threads; which thread makes which makes no difference to any bit. */
public final class EachSample {
    private EachSample() {}

    /**
     * Makes samples 0 to count − 1, each once.
     *
     * @param makers gives every thread a maker with scratch of its own
     * @throws InterruptedException if interrupted; every thread has ended by then
     */
    public static void make(int count, int threads, Supplier<? extends IntConsumer> makers)
            throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        Callable<Void> work = () -> {
            IntConsumer maker = makers.get();
            int i = next.getAndIncrement();
            while (i < count && !Thread.currentThread().isInterrupted()) {
                maker.accept(i);
                i = next.getAndIncrement();
            }
            return null;
        };
        run(work, Math.min(threads, count));
    }

    private static void run(Callable<Void> work, int threads) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> workers = pool.invokeAll(Collections.nCopies(threads, work));
            for (Future<Void> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            // Nothing of ours may still run when the bundle could be stopped; a worker ends after the sample in hand.
            pool.shutdownNow();
            awaitEnd(pool);
        }
    }

    private static void awaitEnd(ExecutorService pool) {
        boolean interrupted = false;
        while (true) {
            try {
                if (pool.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
