package org.espalier.data.generated;

import java.util.function.IntConsumer;
import org.espalier.api.plugin.RandomStream;
import org.espalier.data.grid.Fields;
import org.espalier.data.grid.GridDataset.Part;

/** Solves the samples of a problem. */
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
        int perDraw = problem.perDraw();
        EachSample.make((count + perDraw - 1) / perDraw, threads, () -> {
            Problem.Solver solver = problem.solver();
            return (IntConsumer) i -> {
                int first = i * perDraw;
                solver.solve(stream.at(i), input, target, first * size);
                for (int sample = first; sample < Math.min(first + perDraw, count); sample++) {
                    solved.run();
                }
            };
        });
        return new Part(
                new Fields(count, problem.points(), problem.axes(), 1, input),
                new Fields(count, problem.points(), problem.axes(), 1, target));
    }
}
