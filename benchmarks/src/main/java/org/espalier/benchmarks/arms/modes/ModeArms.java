package org.espalier.benchmarks.arms.modes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.Arm;
import org.espalier.benchmarks.arms.Outcome;
import org.espalier.benchmarks.arms.ResultsPage;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.arms.Sample;

/**
 * The arms of one task: fixed size, sizes by schedule, sizes by criterion, over three seeds. What is to be chosen (K of the
 * fixed arm, α of the criterion) is chosen on validation data; test data is reported.
 */
public final class ModeArms {
    /** α is the least whose mean validation loss is within this factor of the best α's: growth is there to save. */
    static final double CLOSE = 1.02;

    private final ModeTask task;
    private final Runner runner;

    private ModeArms(ModeTask task, Runner runner) {
        this.task = task;
        this.runner = runner;
    }

    /**
     * Runs the arms of tasks and writes their parts of {@code docs/ifno-results.md}; runs that have finished are not run again.
     *
     * @param root  the project's root, with the archive unpacked in {@code distribution/target/espalier}
     * @param tasks names of tasks; all if there are none
     */
    public static boolean run(Path root, List<String> tasks) throws IOException, InterruptedException {
        Runner runner = Runner.of(root);
        ResultsPage page = new ResultsPage(root.resolve("docs/ifno-results.md"), ModePage.HEAD);
        for (String name : tasks.isEmpty() ? ModeTask.NAMES : tasks) {
            ModeTask task = ModeTask.of(name);
            String part = new ModePage(task, new ModeArms(task, runner).run()).text();
            page.put(part);
            System.out.print(part);
        }
        return true;
    }

    /** All outcomes by arm; the chosen arms stand beside all that they were chosen from. */
    private Map<String, List<Outcome>> run() throws IOException, InterruptedException {
        Map<String, List<Outcome>> all = new LinkedHashMap<>();
        String fixedJob = task.name() + "-fixed.yaml";
        Map<Integer, List<Outcome>> fixed = new LinkedHashMap<>();
        for (int k : task.fixedModes()) {
            Map<String, String> set = Map.of("model.modes", Integer.toString(k));
            fixed.put(k, runner.run(new Arm(task.name() + "-fixed-" + k, fixedJob, set)));
        }
        all.put("fixed, K = " + task.mostModes(), fixed.get(task.mostModes()));
        int best = bestFixed(fixed);
        all.put("best fixed K, K = " + best, fixed.get(best));
        all.put("schedule", runner.run(new Arm(task.name() + "-schedule", task.name() + "-schedule.yaml", Map.of())));
        all.put(ModePage.CRITERION, criterion(Map.of(), "criterion"));
        all.put("criterion without resolution", criterion(Map.of("growth.grid", "remove"), "criterion-only"));
        return all;
    }

    private static int bestFixed(Map<Integer, List<Outcome>> fixed) {
        int best = -1;
        for (Map.Entry<Integer, List<Outcome>> entry : fixed.entrySet()) {
            if (best < 0 || heldOut(entry.getValue()) < heldOut(fixed.get(best))) {
                best = entry.getKey();
            }
        }
        return best;
    }

    private List<Outcome> criterion(Map<String, String> also, String name) throws IOException, InterruptedException {
        Map<Double, List<Outcome>> byAlpha = new LinkedHashMap<>();
        double best = Double.POSITIVE_INFINITY;
        for (double alpha : task.alphas()) {
            Map<String, String> set = new LinkedHashMap<>(also);
            set.put("growth.modes.explained", Double.toString(alpha));
            String run = task.name() + "-" + name + "-" + Double.toString(alpha).replace('.', '-');
            List<Outcome> outcomes = runner.run(new Arm(run, task.name() + "-criterion.yaml", set));
            byAlpha.put(alpha, outcomes);
            best = Math.min(best, heldOut(outcomes));
        }
        for (Map.Entry<Double, List<Outcome>> entry : byAlpha.entrySet()) {
            if (heldOut(entry.getValue()) <= CLOSE * best) {
                System.out.println(name + ": α = " + entry.getKey() + " chosen on validation");
                return entry.getValue();
            }
        }
        throw new IllegalStateException("no α at all");
    }

    private static double heldOut(List<Outcome> outcomes) {
        return Sample.of(outcomes, Outcome::heldOut).mean();
    }
}
