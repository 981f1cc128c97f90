package org.espalier.benchmarks.arms;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A task and the variants that are held beside one another.
 *
 * @param name     begins the names of its runs
 * @param title    for the page
 * @param job      its job file, below {@code benchmarks/jobs} or by a path from there
 * @param set      settings of all its runs, such as where data lies
 * @param measure  what variants are chosen and reported by
 * @param variants in the order of the table; the first is what the others are told beside
 * @param claims   what is asked of them
 */
public record Task(
        String name,
        String title,
        String job,
        Map<String, String> set,
        Measure measure,
        List<Variant> variants,
        List<Claim> claims) {
    /** The archive's jobs, from the folder of the benchmarks' own. */
    public static final String ARCHIVE = "../../distribution/src/main/dist/jobs/";

    /** All variants by their words, each with the settings that it chose. */
    public Map<String, Tried> run(Runner runner) throws IOException, InterruptedException {
        Tuning tuning = new Tuning(runner, measure);
        Map<String, Tried> chosen = new LinkedHashMap<>();
        for (Variant variant : variants) {
            chosen.put(variant.word(), tuning.chosen(variant.choices(), choice -> arm(variant, choice)));
        }
        return chosen;
    }

    private Arm arm(Variant variant, Map<String, String> choice) {
        Map<String, String> settings = new LinkedHashMap<>(set);
        settings.putAll(variant.settings());
        settings.putAll(choice);
        StringBuilder run = new StringBuilder(name + "-" + variant.word());
        choice.values().forEach(value -> run.append("-").append(value.replace('.', '-')));
        return new Arm(run.toString(), job, settings);
    }

    /** The variant of a word. */
    public Variant variant(String word) {
        return variants.stream()
                .filter(variant -> variant.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    /** What came of every claim, a line each. */
    public String verdicts(Map<String, Tried> tried) {
        StringBuilder lines = new StringBuilder();
        claims.forEach(claim -> lines.append(claim.verdict(this, tried)));
        return lines.toString();
    }
}
