package org.espalier.benchmarks.lowrank;

import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.espalier.inrank.Criterion;
import org.espalier.inrank.InRankSettings;

/**
 * Ranks that InRank gives matrices which have learned nothing: factors are drawn as the authors' released code bears them, and {@code inrank} here,
 * on the host's spectra, grows their ranks until it keeps.
 *
 * <p>With the released code's criterion that gives the ranks which its README reports of GPT-2's MLPs (254, 287, 313 at α = 0.9 and buffer 100), so
 * those say nothing of what was learned.
 */
public final class UntrainedRanks {
    private static final int BUFFER = 100;
    private static final int SEEDS = 4;

    private static final List<Case> CASES = List.of(
            new Case("small", 768, 0.9, 254, 3),
            new Case("medium", 1024, 0.9, 287, 4),
            new Case("large", 1280, 0.9, 312, 4),
            new Case("small", 768, 0.8, 152, 3),
            new Case("medium", 1024, 0.8, 168, 3),
            new Case("large", 1280, 0.8, 179, 3));

    private UntrainedRanks() {}

    /**
     * One line of the table.
     *
     * @param expected  by the released code's criterion
     * @param tolerance by which any single draw may differ
     */
    private record Case(String model, int width, double explained, int expected, int tolerance) {
        int[] settled(List<UntrainedMatrix> matrices, Criterion criterion) {
            InRankSettings settings = new InRankSettings(criterion, explained, BUFFER, 1, 0);
            return matrices.stream()
                    .mapToInt(matrix -> matrix.settled(settings))
                    .toArray();
        }

        boolean holds(int[] ranks) {
            return Arrays.stream(ranks).allMatch(rank -> Math.abs(rank - expected) <= tolerance);
        }
    }

    /**
     * Prints the table.
     *
     * @return whether every draw gives the expected rank within its tolerance
     */
    public static boolean run() {
        System.out.printf(
                "Ranks of untrained factors, buffer %d, both matrices of an MLP, %d seeds: mean (range)%n%n",
                BUFFER, SEEDS);
        System.out.println("| GPT-2 | α | released code's criterion | expected | energy criterion | |");
        System.out.println("|---|---|---|---|---|---|");
        boolean held = true;
        for (int width : new int[] {768, 1024, 1280}) {
            List<UntrainedMatrix> matrices = IntStream.rangeClosed(1, SEEDS)
                    .boxed()
                    .flatMap(seed -> List.of(
                            new UntrainedMatrix(width, 4 * width, seed), new UntrainedMatrix(4 * width, width, seed))
                            .stream())
                    .toList();
            for (Case each : CASES) {
                held &= each.width() != width || print(each, matrices);
            }
        }
        return held;
    }

    private static boolean print(Case each, List<UntrainedMatrix> matrices) {
        int[] ranks = each.settled(matrices, Criterion.REFERENCE_VARIANCE);
        boolean holds = each.holds(ranks);
        System.out.printf(
                Locale.ROOT,
                "| %s, %d | %.1f | %s | %d ± %d | %s | %s |%n",
                each.model(),
                each.width(),
                each.explained(),
                words(ranks),
                each.expected(),
                each.tolerance(),
                words(each.settled(matrices, Criterion.ENERGY)),
                holds ? "holds" : "**MISSED**");
        return holds;
    }

    private static String words(int[] ranks) {
        IntSummaryStatistics all = Arrays.stream(ranks).summaryStatistics();
        return String.format(Locale.ROOT, "%.1f (%d–%d)", all.getAverage(), all.getMin(), all.getMax());
    }
}
