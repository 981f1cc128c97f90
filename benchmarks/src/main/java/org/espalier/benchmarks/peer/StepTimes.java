package org.espalier.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.espalier.benchmarks.operators.OperatorCase;

/**
 * Times of a training step of the same net here and in libtorch, in turns and on as many threads.
 *
 * <p>Both begin with the same weights and take the same batches, and their first ten losses must agree to 1e-5: gradients without a conjugate differed by 1e-4. A round counts if other
 * processes used little of the machine meanwhile; where too few do, all count and the table says so.
 */
public final class StepTimes {
    private static final int THREADS = 2;
    private static final int BATCH = 20;
    private static final int CHECKED = 10;
    private static final double TOLERANCE = 1e-5;
    private static final double FOREIGN = 0.08;
    private static final int WANTED = 6;
    private static final int MOST = 40;
    private static final double PATIENCE = 60;

    private static final GptSize GPT = new GptSize(4, 4, 128, 128, 256, 16);

    /** What is timed, and the largest ratio of minima that is accepted; NaN for none. */
    private record Case(Workload workload, double target) {
        static Case operator(String name, int axes, int points, int width, int modes, double target) {
            return new Case(
                    new OperatorWorkload(new OperatorCase(name, axes, points, width, modes, BATCH), THREADS), target);
        }

        static Case gpt(String name, int threads) {
            return new Case(new GptWorkload(name, GPT, threads), Double.NaN);
        }
    }

    private static final List<Case> CASES = List.of(
            Case.operator("2-D 64² width 32 modes 12", 2, 64, 32, 12, 0.50),
            Case.operator("2-D 32² width 32 modes 12", 2, 32, 32, 12, 0.45),
            Case.operator("1-D 512 width 64 modes 16", 1, 512, 64, 16, Double.NaN),
            Case.gpt("GPT, one thread", 1),
            Case.gpt("GPT, two threads", 2));

    private StepTimes() {}

    /** One turn of each. */
    private record Round(double[] own, double[] torch, double[] gradients, double foreign) {}

    /**
     * Prints the table.
     *
     * @param cache where libtorch is unpacked
     * @param kinds {@code operator} or {@code gpt}; empty for both
     * @return whether losses agree and ratios are within their targets
     */
    public static boolean run(Path cache, List<String> kinds) throws IOException, InterruptedException {
        System.out.printf(
                "%s, OpenBLAS kernels %s; operators on %d threads each, batch %d; ms per step, minimum (median)%n%n",
                Machine.processor(), Machine.kernels().orElse("by its own choice"), THREADS, BATCH);
        System.out.println(
                "| net | here | libtorch | libtorch, no Adam | ratio | MB here | MB libtorch | others' load | rounds |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        boolean held = true;
        for (Case each : CASES) {
            if (kinds.isEmpty() || kinds.contains(each.workload().words().get(0))) {
                held &= time(each.workload(), each.target(), cache);
            }
        }
        return held;
    }

    private static boolean time(Workload workload, double target, Path cache) throws IOException, InterruptedException {
        try (WorkerProcess own = WorkerProcess.own(workload);
                WorkerProcess torch = WorkerProcess.torch(workload, cache)) {
            if (!sameLosses(workload, own, torch)) {
                return false;
            }
            int steps = workload.turn();
            own.run("step", 4 * steps);
            torch.run("gradients", steps);
            List<Round> quiet = new ArrayList<>();
            List<Round> all = new ArrayList<>();
            while (quiet.size() < WANTED && all.size() < MOST) {
                Round round = round(own, torch, steps);
                all.add(round);

                if (round.foreign() < FOREIGN) {
                    quiet.add(round);
                }
            }
            List<Round> counted = quiet.size() < WANTED / 2 ? all : quiet;
            String memory = own.residentMegabytes() + " | " + torch.residentMegabytes();
            double ratio = print(workload, counted, memory, all.size());
            return Double.isNaN(target) || ratio <= target;
        }
    }

    private static boolean sameLosses(Workload workload, WorkerProcess own, WorkerProcess torch) throws IOException {
        double[] here = own.run("step", CHECKED).losses();
        double[] there = torch.run("step", CHECKED).losses();
        double worst = 0;
        for (int i = 0; i < CHECKED; i++) {
            worst = Math.max(worst, Math.abs(here[i] - there[i]) / Math.abs(there[i]));
        }
        if (!(worst <= TOLERANCE)) {
            System.out.printf(
                    Locale.ROOT, "%s: not the same computation: losses differ by %.1e%n", workload.name(), worst);
            return false;
        }
        System.err.printf(Locale.ROOT, "%s: %d losses agree within %.1e%n", workload.name(), CHECKED, worst);
        return true;
    }

    /** Steps of one side, and the share of the machine that everything else took meanwhile, the other side included. */
    private record Turn(double[] millis, double cores, double foreign) {
        static Turn of(WorkerProcess side, String what, int steps) throws IOException {
            long start = System.nanoTime();
            double busy = Machine.busySeconds();
            Duration before = side.cpu();
            double[] millis = side.run(what, steps).millis();
            double own = side.cpu().minus(before).toNanos() / 1e9;
            double elapsed = (System.nanoTime() - start) / 1e9;
            double others = Machine.busySeconds() - busy - own;
            return new Turn(
                    millis,
                    own / elapsed,
                    others / (elapsed * Runtime.getRuntime().availableProcessors()));
        }
    }

    private static Round round(WorkerProcess own, WorkerProcess torch, int steps)
            throws IOException, InterruptedException {
        Machine.awaitQuiet(FOREIGN, PATIENCE);
        Turn here = Turn.of(own, "step", steps);
        Turn there = Turn.of(torch, "step", steps);
        Turn gradients = Turn.of(torch, "gradients", steps / 2);
        double foreign = Math.max(here.foreign(), there.foreign());
        System.err.printf(
                Locale.ROOT,
                "here %.1f ms on %.2f cores, libtorch %.1f ms on %.2f cores, others %.0f %%%n",
                least(here.millis()),
                here.cores(),
                least(there.millis()),
                there.cores(),
                100 * foreign);
        return new Round(here.millis(), there.millis(), gradients.millis(), Math.max(0, foreign));
    }

    private static double least(double[] millis) {
        return Arrays.stream(millis).min().orElseThrow();
    }

    private static double print(Workload workload, List<Round> rounds, String memory, int all) {
        double[] own = sorted(rounds.stream().map(Round::own).toList());
        double[] torch = sorted(rounds.stream().map(Round::torch).toList());
        double[] gradients = sorted(rounds.stream().map(Round::gradients).toList());
        double ratio = own[0] / torch[0];
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f (%.1f) | %.1f (%.1f) | %.1f (%.1f) | **%.2f** (%.2f) | %s | %.0f %% | %d of %d |%n",
                workload.name(),
                own[0],
                own[own.length / 2],
                torch[0],
                torch[torch.length / 2],
                gradients[0],
                gradients[gradients.length / 2],
                ratio,
                own[own.length / 2] / torch[torch.length / 2],
                memory,
                100 * rounds.stream().mapToDouble(Round::foreign).max().orElse(0),
                rounds.size(),
                all);
        return ratio;
    }

    private static double[] sorted(List<double[]> parts) {
        return parts.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    }
}
