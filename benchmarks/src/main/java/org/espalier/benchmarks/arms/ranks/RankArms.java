package org.espalier.benchmarks.arms.ranks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.Arm;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.arms.Tried;
import org.espalier.benchmarks.arms.Tuning;

/**
 * The arms of one task: full rank, a fixed rank of equal size with W0 and without, ranks that grow, and ranks that grow and are then fixed; with the
 * controls of the growing ones. Every arm chooses its settings, such as its learning rate, on the first seed's validation data; test
 * data of all seeds is reported.
 */
public final class RankArms {
    private final RankTask task;
    private final Runner runner;

    private RankArms(RankTask task, Runner runner) {
        this.task = task;
        this.runner = runner;
    }

    /**
     * Runs the arms of tasks and writes {@code docs/inrank-results.md}; runs that have finished are not run again.
     *
     * @param root  the project's root, with the archive unpacked in {@code distribution/target/espalier}
     * @param tasks such as {@code teacher} or {@code text=FILE}
     */
    public static boolean run(Path root, List<String> tasks) throws IOException, InterruptedException {
        List<RankTask> all = tasks.stream().map(RankTask::of).toList();
        Runner runner = Runner.of(root);
        StringBuilder page = new StringBuilder(RankPage.HEAD);
        for (RankTask task : all) {
            page.append(new RankArms(task, runner).page());
        }
        Files.writeString(root.resolve("docs/inrank-results.md"), page);
        System.out.print(page);
        return true;
    }

    private String page() throws IOException, InterruptedException {
        Map<RankArm, Tried> chosen = new LinkedHashMap<>();
        Tuning tuning = new Tuning(runner, task.measure());
        int rank = 0;
        for (RankArm arm : RankArm.values()) {
            int equal = rank;
            chosen.put(arm, tuning.chosen(arm.choices(task), choice -> arm(arm, equal, choice)));
            rank = arm == RankArm.INRANK ? task.equalRank(chosen.get(arm).sizes(".rank")) : rank;
        }
        String grown = chosen.get(RankArm.INRANK).arm().name();
        return new RankPage(task, chosen, runner.controls(grown)).text();
    }

    private Arm arm(RankArm arm, int rank, Map<String, String> choice) {
        Map<String, String> settings = new LinkedHashMap<>(task.set());
        settings.putAll(arm.settings(rank));
        settings.putAll(choice);
        StringBuilder name = new StringBuilder(task.name() + "-" + arm.word());
        if (RankArm.OF_EQUAL_SIZE.contains(arm)) name.append("-r").append(rank);
        choice.values().forEach(value -> name.append("-").append(value.replace('.', '-')));
        return new Arm(name.toString(), "inrank-" + task.name() + ".yaml", settings);
    }
}
