package org.espalier.benchmarks.arms.births;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.benchmarks.arms.Arm;
import org.espalier.benchmarks.arms.Claim;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.plot.Plot;
import org.espalier.benchmarks.theory.Square;
import org.espalier.host.store.Tensor;
import org.espalier.host.store.TensorFile;

/**
 * How far the inner matrix of a perceptron of inputs-inputs-h-h-10 moves away from the identity, as a rank over the steps: the claim of ZerO's
 * section 2 that partial identities never get beyond the number of inputs, and Hadamard matrices do.
 */
record Degeneracy(Images images, Runner runner, Path runs, Path plot) {
    /** The authors' own: singular values below count as zero. */
    private static final double TOLERANCE = 1e-4;

    private static final String MATRIX = "hidden2.weight";

    /** Births and widths; two widths of the partial identity, of which the second is of no use. */
    private enum Line {
        IDENTITY("partial identity, output: rule", "identity", 1),
        WIDER("partial identity, output: rule, twice as wide", "identity", 2),
        ZERO("ZerO, output: rule", "hadamard", 1);

        private final String title;
        private final String widening;
        private final int times;

        Line(String title, String widening, int times) {
            this.title = title;
            this.widening = widening;
            this.times = times;
        }
    }

    private int inputs() {
        return images.folder().isPresent() ? 784 : 196;
    }

    private int width() {
        return images.folder().isPresent() ? 1024 : 256;
    }

    /** Trains all, and writes the plot. */
    String text() throws IOException, InterruptedException {
        Map<Line, List<Map<Integer, Integer>>> ranks = new LinkedHashMap<>();
        for (Line line : Line.values()) {
            Arm arm = arm(line);
            runner.run(arm, line == Line.WIDER ? List.of(1) : List.of(1, 2, 3));
            List<Map<Integer, Integer>> seeds = new ArrayList<>();
            for (int seed = 1; seed <= (line == Line.WIDER ? 1 : 3); seed++) {
                seeds.add(ranks(runs.resolve(arm.name() + "-s" + seed).resolve("1"), seed == 1));
            }
            ranks.put(line, seeds);
        }
        draw(ranks);
        return page(ranks);
    }

    private Arm arm(Line line) {
        int width = width() * line.times;
        Map<String, String> settings =
                new LinkedHashMap<>(images.folder().isPresent() ? images.large(32000) : images.small(32000));
        settings.put("model.widths", "[" + inputs() + ", " + width + ", " + width + "]");
        settings.put(Births.INIT, "{ type: zero, output: rule, widening: " + line.widening + " }");
        return new Arm("zero-rank-" + images.name() + "-" + line.widening + "-" + width, "zero-rank.yaml", settings);
    }

    /** The rank after so many steps; of all checkpoints or of the last one. */
    private static Map<Integer, Integer> ranks(Path run, boolean all) throws IOException {
        List<Integer> steps;
        try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
            steps = checkpoints
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .map(Integer::valueOf)
                    .sorted()
                    .toList();
        }
        Map<Integer, Integer> ranks = new LinkedHashMap<>();
        for (int step : all ? steps : steps.subList(steps.size() - 1, steps.size())) {
            ranks.put(step, rank(run.resolve("checkpoints/" + step + "/weights.safetensors")));
        }
        return ranks;
    }

    private static int rank(Path weights) throws IOException {
        if (!(TensorFile.read(weights).tensors().get(MATRIX) instanceof Tensor.Floats matrix)) {
            throw new IOException(weights + " has no " + MATRIX);
        }
        int n = matrix.shape()[0];
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        double[] singular =
                Square.of(n, matrix.values()).minus(Square.diagonal(n, ones)).singularValues();
        return (int) Arrays.stream(singular).filter(s -> s > TOLERANCE).count();
    }

    private static int last(Map<Integer, Integer> ranks) {
        return ranks.values().stream().reduce((a, b) -> b).orElseThrow();
    }

    private String page(Map<Line, List<Map<Integer, Integer>>> ranks) {
        StringBuilder text = new StringBuilder("\n## Rank\n").append(BirthPage.command("rank" + images.word()));
        text.append(
                """
                %s, a perceptron %d-%d-h-h-10, plain gradient descent, batches of 64: the rank of what the inner matrix of h × h has learned, W − I, which
                counts its singular values above 1e-4, as the authors count. All is born by ZerO with `output: rule`, as in the authors' notebook; by
                `output: zero`, ZerO's default, units born alike stay alike ([zero.md](zero.md#what-the-hadamard-matrix-is-for)).

                | birth | h | rank after 500 steps, seeds 1, 2, 3 |
                |---|---|---|
                """
                        .formatted(images.title(), inputs(), inputs()));
        ranks.forEach((line, seeds) -> text.append("| %s | %d | %s |%n"
                .formatted(
                        line.title,
                        width() * line.times,
                        String.join(
                                ", ",
                                seeds.stream()
                                        .map(seed -> Integer.toString(last(seed)))
                                        .toList()))));
        text.append("\n![Rank of what was learned over the steps](zero/rank.svg)\n\n");
        int most = ranks.get(Line.IDENTITY).stream()
                .mapToInt(Degeneracy::last)
                .max()
                .orElseThrow();
        int least =
                ranks.get(Line.ZERO).stream().mapToInt(Degeneracy::last).min().orElseThrow();
        boolean useless = last(ranks.get(Line.WIDER).get(0))
                == last(ranks.get(Line.IDENTITY).get(0));
        return text.append(String.format(
                        Locale.ROOT,
                        "- Partial identity %d ≤ %d inputs: %s. ZerO with `output: rule` %d > %d: %s. Twice the width gives partial identity the same rank: %s.%n",
                        most,
                        inputs(),
                        Claim.met(most <= inputs()),
                        least,
                        inputs(),
                        Claim.met(least > inputs()),
                        Claim.met(useless)))
                .toString();
    }

    private void draw(Map<Line, List<Map<Integer, Integer>>> ranks) throws IOException {
        double end = ranks.get(Line.ZERO).get(0).keySet().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElseThrow();
        Plot.write(
                plot,
                images.title() + ": rank of what the inner matrix has learned, by output: rule",
                "step",
                "singular values of W − I above 1e-4",
                end,
                1.1 * width(),
                drawn -> {
                    for (Line line : Line.values()) {
                        String colour = "c" + line.ordinal();
                        Map<Integer, Integer> seed = ranks.get(line).get(0);
                        List<double[]> points = new ArrayList<>();
                        seed.forEach((step, rank) -> points.add(new double[] {step, rank}));
                        if (line == Line.WIDER) {
                            points.forEach(point -> drawn.dot(point[0], point[1], colour));
                            drawn.label(last(seed) - 0.06 * width(), "twice as wide (dots)", colour);
                        } else {
                            drawn.curve(points, colour);
                            drawn.label(last(seed), line.title.replace(", output: rule", ""), colour);
                        }
                    }
                    drawn.level(inputs(), "quiet");
                    drawn.label(inputs(), "number of inputs", "quiet");
                });
    }
}
