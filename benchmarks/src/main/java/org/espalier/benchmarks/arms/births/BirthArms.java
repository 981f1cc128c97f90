package org.espalier.benchmarks.arms.births;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.benchmarks.arms.ResultsPage;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.arms.Sections;
import org.espalier.benchmarks.arms.Task;

/**
 * ZerO beside random births: perceptrons, residual networks, depth, rank, operators and networks whose ranks grow. Every arm chooses its
 * settings, such as its learning rate, on the first seed's validation data; test data of all seeds is reported.
 */
public final class BirthArms {
    private static final String MNIST = "mnist=";

    private final Runner runner;
    private final Images images;
    private final Path runs;
    private final Path plots;

    private BirthArms(Runner runner, Images images, Path runs, Path plots) {
        this.runner = runner;
        this.images = images;
        this.runs = runs;
        this.plots = plots;
    }

    /**
     * Runs sections, puts them on {@code docs/zero-results.md} and draws their plots; runs that have finished are not run again.
     *
     * @param root  the project's root, with the archive unpacked in {@code distribution/target/espalier}
     * @param words names of sections, all if there are none, and {@code mnist=FOLDER} if images are to be MNIST's
     */
    public static boolean run(Path root, List<String> words) throws IOException, InterruptedException {
        Optional<String> folder = words.stream()
                .filter(word -> word.startsWith(MNIST))
                .map(word ->
                        Path.of(word.substring(MNIST.length())).toAbsolutePath().toString())
                .findFirst();
        List<String> named =
                words.stream().filter(word -> !word.startsWith(MNIST)).toList();
        Runner runner = Runner.of(root);
        Path plots = Files.createDirectories(root.resolve("docs/zero"));
        BirthArms arms = new BirthArms(runner, new Images(folder), runner.runs(), plots);
        Sections.make(arms.sections(), named, new ResultsPage(root.resolve("docs/zero-results.md"), BirthPage.HEAD));
        return true;
    }

    private Map<String, Sections.Section> sections() {
        Map<String, Sections.Section> sections = new LinkedHashMap<>();
        String words = images.word();
        sections.put("mlp", () -> section("Perceptron", "mlp" + words, List.of(BirthTasks.mlp(images))));
        sections.put(
                "resnet", () -> section("Residual networks", "resnet" + words, List.of(BirthTasks.resnet(images))));
        sections.put("depth", new Depths(runner, plots.resolve("depth.svg"))::text);
        sections.put("rank", new Degeneracy(images, runner, runs, plots.resolve("rank.svg"))::text);
        sections.put("operators", () -> section("Operators that grow", "operators", BirthTasks.operators()));
        sections.put("inrank", () -> section("Ranks that grow", "inrank", BirthTasks.ranks()));
        return sections;
    }

    private String section(String title, String words, List<Task> tasks) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder(
                "\n## " + title + "\n" + BirthPage.command(words).stripTrailing() + "\n");
        for (Task task : tasks) {
            text.append(BirthPage.of(task, task.run(runner)));
        }
        return text.toString();
    }
}
