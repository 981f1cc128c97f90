package org.espalier.benchmarks.arms.births;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.arms.Task;

/**
 * ZerO beside random births: perceptrons, residual networks, depth, rank, operators and networks whose ranks grow. Every arm chooses its
 * settings, such as its learning rate, on the first seed's validation data; test data of all seeds is reported.
 */
public final class BirthArms {
    private static final String MNIST = "mnist=";
    private static final List<String> ALL = List.of("mlp", "resnet", "depth", "rank", "operators", "inrank");

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
     * Runs arms and writes {@code docs/zero-results.md} and its plots; runs that have finished are not run again.
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
        named.stream().filter(word -> !ALL.contains(word)).findFirst().ifPresent(word -> {
            throw new IllegalArgumentException(word + ": no such section; there are " + ALL + " and mnist=FOLDER");
        });
        Runner runner = Runner.of(root);
        Path plots = Files.createDirectories(root.resolve("docs/zero"));
        BirthArms arms = new BirthArms(runner, new Images(folder), runner.runs(), plots);
        StringBuilder page = new StringBuilder(BirthPage.HEAD);
        for (String section : named.isEmpty() ? ALL : named) {
            page.append(arms.section(section));
        }
        Files.writeString(root.resolve("docs/zero-results.md"), page);
        System.out.print(page);
        return true;
    }

    private String section(String name) throws IOException, InterruptedException {
        return switch (name) {
            case "mlp" -> section("Perceptron", "mlp" + images.word(), List.of(BirthTasks.mlp(images)));
            case "resnet" -> section("Residual networks", "resnet" + images.word(), List.of(BirthTasks.resnet(images)));
            case "depth" -> new Depths(runner, plots.resolve("depth.svg")).text();
            case "rank" -> new Degeneracy(images, runner, runs, plots.resolve("rank.svg")).text();
            case "operators" -> section("Operators that grow", "operators", BirthTasks.operators());
            default -> section("Ranks that grow", "inrank", BirthTasks.ranks());
        };
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
