package org.espalier.benchmarks.arms.ranks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.Arm;
import org.espalier.benchmarks.arms.Runner;

/**
 * The arms of one task: full rank, a fixed rank of equal size, ranks that grow, and ranks that grow and are then fixed; with the
 * controls of the growing ones. Every arm takes its learning rate, and the growing ones their α, by validation data; test data
 * is reported.
 */
public final class RankArms {
    private static final String BASE = "model.low-rank.base";

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
        Path runs = Files.createDirectories(root.resolve("benchmarks/target/arms"));
        Runner runner = new Runner(
                root.resolve("distribution/target/espalier/bin/espalier"), root.resolve("benchmarks/jobs"), runs);
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
        for (RankArm arm : RankArm.values()) {
            Tried best = Tried.chosen(tried(arm, chosen), task.measure());
            System.out.println(best.name() + ": chosen on validation");
            chosen.put(arm, best);
        }
        return new RankPage(
                        task, chosen, runner.controls(chosen.get(RankArm.INRANK).name()))
                .text();
    }

    private List<Tried> tried(RankArm arm, Map<RankArm, Tried> chosen) throws IOException, InterruptedException {
        List<Tried> tried = new ArrayList<>();
        for (String rate : task.rates()) {
            Map<String, String> settings = new LinkedHashMap<>(Map.of("optimizer.lr", rate));
            switch (arm) {
                case FULL -> {
                    settings.put("model.low-rank", "off");
                    settings.put("growth", "off");
                    tried.add(tried(arm, settings));
                }
                case FIXED -> {
                    int rank = task.equalRank(chosen.get(RankArm.INRANK).ranks());
                    settings.put("growth", "off");
                    settings.put("model.low-rank.rank", Integer.toString(rank));
                    for (String base : List.of("none", "dense")) {
                        tried.add(tried(arm, and(settings, BASE, base)));
                    }
                }
                case INRANK, EFFICIENT -> {
                    settings.put("growth.rank.type", arm == RankArm.INRANK ? "inrank" : "inrank-efficient");
                    for (String share : task.shares()) {
                        tried.add(tried(arm, and(settings, "growth.rank.explained", share)));
                    }
                }
            }
        }
        return tried;
    }

    private static Map<String, String> and(Map<String, String> settings, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return more;
    }

    /** The arm with some settings, told by those of them that were tried in several ways. */
    private Tried tried(RankArm arm, Map<String, String> settings) throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(task.set());
        all.putAll(settings);
        StringBuilder name = new StringBuilder(task.name() + "-" + arm.word());
        settings.forEach((key, value) -> {
            if (arm.varies(key)) name.append('-').append(value.replace('.', '-').replace("--", "-"));
        });
        String job = "inrank-" + task.name() + ".yaml";
        return new Tried(name.toString(), settings, runner.run(new Arm(name.toString(), job, all)));
    }
}
