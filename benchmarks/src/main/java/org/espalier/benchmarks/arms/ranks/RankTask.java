package org.espalier.benchmarks.arms.ranks;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.Choices;
import org.espalier.benchmarks.arms.Measure;

/**
 * A task, and what its arms choose from.
 *
 * @param name     of its job file, {@code inrank-<name>.yaml}, whose growth entry is called rank
 * @param title    for the page
 * @param set      settings of all its runs, such as where data lies
 * @param matrices sides of the matrices of low rank, in the order of their dims
 * @param measure  what arms are chosen and reported by
 * @param every    values of settings from which every arm chooses
 * @param low      those from which the arms of low rank choose as well
 * @param growing  those from which the arms whose ranks grow choose as well
 * @param targets  what is asked of the arms whose ranks grow
 */
record RankTask(
        String name,
        String title,
        Map<String, String> set,
        List<Sides> matrices,
        Measure measure,
        Choices every,
        Choices low,
        Choices growing,
        List<Target> targets) {
    private static final String RATE = "optimizer.lr";
    private static final String SHARE = "growth.rank.explained";

    /** The learning rate of the factor that is born zero, over that of all else. */
    private static final String FACTOR_RATE = "groups.[0].rate";

    /** The sides of a matrix of weights. */
    record Sides(int in, int out) {
        int shorter() {
            return Math.min(in, out);
        }
    }

    /**
     * The task of a word of the command line.
     *
     * @param word {@code teacher}, {@code digits}, {@code mnist=FOLDER} or {@code text=FILE}
     */
    static RankTask of(String word) {
        String name = word.replaceFirst("=.*", "");
        String where = word.substring(Math.min(word.length(), name.length() + 1));
        return switch (name) {
            case "teacher" ->
                new RankTask(
                        name,
                        "A planted teacher that sees four of 64 directions",
                        Map.of(),
                        List.of(new Sides(64, 256), new Sides(256, 256)),
                        Measure.LOSS,
                        Choices.of("epochs", "4", "8", "24", "48").and(RATE, "1e-3", "2e-3", "4e-3"),
                        Choices.NONE,
                        Choices.of(SHARE, "0.9"),
                        List.of(Target.toFull(1.02), Target.share(0.33)));
            case "digits" -> images(name, "Digits drawn here", Map.of());
            case "mnist" -> images(name, "MNIST", Map.of("data.folder", where));
            case "text" ->
                new RankTask(
                        name,
                        "A byte-level GPT, 4 blocks of width 128, some 1 000 steps of 8 × 128 bytes",
                        Map.of("data.file", where),
                        Collections.nCopies(8, new Sides(128, 512)),
                        Measure.LOSS,
                        Choices.of(RATE, "2e-3", "4e-3", "8e-3"),
                        Choices.NONE,
                        Choices.NONE,
                        List.of(Target.toFixed(1.01), Target.toFull(1.02)));
            default ->
                throw new IllegalArgumentException(
                        word + ": no such task; there are teacher, digits, mnist=FOLDER, text=FILE");
        };
    }

    private static RankTask images(String name, String title, Map<String, String> set) {
        return new RankTask(
                name,
                title + ", 784-512-512-10",
                set,
                List.of(new Sides(784, 512), new Sides(512, 512)),
                Measure.MISSES,
                Choices.of(RATE, "1e-3", "2e-3", "4e-3"),
                Choices.of(FACTOR_RATE, "1", "4", "10"),
                Choices.of(SHARE, "0.8", "0.9"),
                List.of(Target.points(0.5), Target.share(0.33)));
    }

    /** The least rank for all matrices with which no fewer numbers are trained than with ranks of their own. */
    int equalRank(List<List<Integer>> ranks) {
        double numbers = 0;
        double each = 0;
        for (List<Integer> run : ranks) {
            for (int i = 0; i < run.size(); i++) {
                double sides = (double) matrices.get(i).in() + matrices.get(i).out();
                numbers += sides * run.get(i);
                each += sides;
            }
        }
        return (int) Math.ceil(numbers / each - 1e-9);
    }

    /** The largest share of its matrix's shorter side that a rank has. */
    double largestShare(List<Integer> ranks) {
        double largest = 0;
        for (int i = 0; i < ranks.size(); i++) {
            largest = Math.max(largest, ranks.get(i) / (double) matrices.get(i).shorter());
        }
        return largest;
    }
}
