package org.espalier.benchmarks.arms.births;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.benchmarks.arms.Choices;
import org.espalier.benchmarks.arms.Claim;
import org.espalier.benchmarks.arms.Measure;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.arms.Sample;
import org.espalier.benchmarks.arms.Task;
import org.espalier.benchmarks.arms.Tried;
import org.espalier.benchmarks.arms.Variant;
import org.espalier.benchmarks.plot.Plot;

/** Perceptrons of up to 500 layers with neither skips nor normalisation, by birth: a table, and the plot of docs/zero.md. */
record Depths(Runner runner, Path plot) {
    private static final List<Integer> DEPTHS = List.of(30, 100, 250, 500);
    private static final Choices RATES = Choices.of("optimizer.lr", "0.01", "0.02", "0.05");

    /** Ten kinds of digits, equally many of each. */
    private static final double CHANCE = 0.1;

    private static final List<Variant> ARMS = List.of(
            Births.zero("rule", "output: rule", RATES),
            Births.zero("identity", "output: rule, widening: identity", RATES),
            Births.of("orthogonal", RATES),
            Births.of("kaiming", RATES),
            Births.of("xavier", RATES));

    /** What is asked of ZerO with {@code output: rule} at a depth, and below what random births count as being at chance. */
    private static final Map<Integer, Double> WANTED = Map.of(100, 0.90, 500, 0.60);

    private static final double HARDLY = 0.3;

    private static Task task(int depth) {
        return new Task(
                "zero-depth-" + depth,
                depth + " layers",
                "zero-depth.yaml",
                Map.of("model.depth", Integer.toString(depth)),
                Measure.MISSES,
                ARMS,
                List.of());
    }

    /** Trains all and writes the plot. */
    String text() throws IOException, InterruptedException {
        Map<Integer, Map<String, Tried>> all = new LinkedHashMap<>();
        for (int depth : DEPTHS) {
            all.put(depth, task(depth).run(runner));
        }
        draw(all);
        StringBuilder text = new StringBuilder("\n## Depth\n")
                .append(BirthPage.command("depth"))
                .append(
                        "Perceptrons of 128 units a layer without skips and without normalisation on drawn digits of 8 × 8 points (")
                .append("`benchmarks/jobs/zero-depth.yaml`); test accuracy, of which ")
                .append(String.format(Locale.ROOT, "%.0f %% is chance", 100 * CHANCE))
                .append(", and the learning rate that was chosen.\n\n");
        text.append("| layers |");
        ARMS.forEach(arm -> text.append(" ").append(arm.title()).append(" |"));
        text.append("\n|---|").append("---|".repeat(ARMS.size())).append('\n');
        all.forEach((depth, tried) -> {
            text.append("| ").append(depth).append(" |");
            ARMS.forEach(arm -> text.append(cell(tried.get(arm.word()))));
            text.append('\n');
        });
        text.append("\n![Test accuracy by depth and birth](zero/depth.svg)\n\n");
        WANTED.keySet().stream().sorted().forEach(depth -> text.append(verdicts(depth, all.get(depth))));
        return text.toString();
    }

    private static String cell(Tried tried) {
        return " " + Measure.MISSES.text(Measure.MISSES.test(tried.outcomes())) + ", " + tried.told(RATES) + " |";
    }

    private static String verdicts(int depth, Map<String, Tried> tried) {
        Sample zero = accuracy(tried.get("rule"));
        Sample kaiming = accuracy(tried.get("kaiming"));
        return String.format(
                Locale.ROOT,
                "- %d layers, ZerO with `output: rule`: %.3f at the least; asked for at least %.2f: %s. Kaiming: %.3f at the most; asked for at most %.2f: %s.%n",
                depth,
                zero.least(),
                WANTED.get(depth),
                Claim.met(zero.least() >= WANTED.get(depth)),
                kaiming.most(),
                HARDLY,
                Claim.met(kaiming.most() <= HARDLY));
    }

    private static Sample accuracy(Tried tried) {
        return Sample.of(tried.outcomes(), outcome -> outcome.testFigures().get("accuracy"));
    }

    private void draw(Map<Integer, Map<String, Tried>> all) throws IOException {
        int deepest = DEPTHS.get(DEPTHS.size() - 1);
        Plot.write(
                plot,
                "Without skips and normalisation; ZerO and partial identity by output: rule",
                "layers",
                "test accuracy, mean and range",
                deepest,
                1,
                drawn -> {
                    List<Double> labels = new ArrayList<>();
                    for (int arm = 0; arm < ARMS.size(); arm++) {
                        List<double[]> line = new ArrayList<>();
                        double last = 0;
                        for (int depth : DEPTHS) {
                            Sample sample =
                                    accuracy(all.get(depth).get(ARMS.get(arm).word()));
                            line.add(new double[] {depth, sample.mean()});
                            drawn.dot(depth, sample.least(), "c" + arm);
                            drawn.dot(depth, sample.most(), "c" + arm);
                            last = sample.mean();
                        }
                        drawn.curve(line, "c" + arm);
                        drawn.label(apart(last, labels), label(ARMS.get(arm)), "c" + arm);
                    }
                    drawn.level(CHANCE, "quiet");
                });
    }

    /** A few words beside a line; the plot's title has what ZerO is set to. */
    private static String label(Variant arm) {
        return switch (arm.word()) {
            case "rule" -> "ZerO";
            case "identity" -> "partial identity";
            default -> arm.word();
        };
    }

    /** A height for a word where none of the others stands. */
    private static double apart(double wanted, List<Double> others) {
        double height = wanted;
        while (taken(height, others)) {
            height += 0.01;
        }
        others.add(height);
        return height;
    }

    private static boolean taken(double height, List<Double> others) {
        return others.stream().anyMatch(other -> Math.abs(other - height) < 0.055);
    }
}
