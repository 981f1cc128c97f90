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
import org.espalier.api.plugin.RandomStream;
import org.espalier.data.grid.Fields;
import org.espalier.data.grid.GridDataset.Part;

/** Solves samples on several threads; which thread solves which makes no difference to any bit. */
final class Generation {
    private Generation() {}

    /**
     * Samples 0 to count − 1 of a stream.
     *
     * @param solved called after every sample, from any thread
     * @throws ArithmeticException if a solver does not converge
     * @throws InterruptedException if interrupted; every thread has ended by then
     */
    static Part solve(Problem problem, RandomStream stream, int count, int threads, Runnable solved)
            throws InterruptedException {
        int size = (int) Fields.size(problem.points(), problem.axes(), 1);
        float[] input = new float[count * size];
        float[] target = new float[count * size];
        AtomicInteger next = new AtomicInteger();
        Callable<Void> work = () -> {
            Problem.Solver solver = problem.solver();
            int i = next.getAndIncrement();
            while (i < count && !Thread.currentThread().isInterrupted()) {
                solver.solve(stream.at(i), input, target, i * size);
                solved.run();
                i = next.getAndIncrement();
            }
            return null;
        };
        run(work, Math.min(threads, count));
        return new Part(
                new Fields(count, problem.points(), problem.axes(), 1, input),
                new Fields(count, problem.points(), problem.axes(), 1, target));
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
