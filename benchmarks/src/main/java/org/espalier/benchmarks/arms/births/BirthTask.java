package org.espalier.benchmarks.arms.births;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.Arm;
import org.espalier.benchmarks.arms.Measure;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.arms.Tried;
import org.espalier.benchmarks.arms.Tuning;

/**
 * A task and the births that are held beside one another.
 *
 * @param name    begins the names of its runs
 * @param title   for the page
 * @param job     its job file, below {@code benchmarks/jobs} or by a path from there
 * @param set     settings of all its runs, such as where data lies
 * @param measure what arms are chosen and reported by
 * @param arms    in the order of the table; the first is what the others are told beside
 * @param claims  what is asked of them
 */
record BirthTask(
        String name,
        String title,
        String job,
        Map<String, String> set,
        Measure measure,
        List<BirthArm> arms,
        List<Claim> claims) {
    /** All arms by their words, each with the settings that it chose. */
    Map<String, Tried> run(Runner runner) throws IOException, InterruptedException {
        Tuning tuning = new Tuning(runner, measure);
        Map<String, Tried> chosen = new LinkedHashMap<>();
        for (BirthArm arm : arms) {
            chosen.put(arm.word(), tuning.chosen(arm.choices(), choice -> arm(arm, choice)));
        }
        return chosen;
    }

    private Arm arm(BirthArm arm, Map<String, String> choice) {
        Map<String, String> settings = new LinkedHashMap<>(set);
        settings.putAll(arm.settings());
        settings.putAll(choice);
        StringBuilder run = new StringBuilder("zero-" + name + "-" + arm.word());
        choice.values().forEach(value -> run.append("-").append(value.replace('.', '-')));
        return new Arm(run.toString(), job, settings);
    }

    BirthArm arm(String word) {
        return arms.stream().filter(arm -> arm.word().equals(word)).findFirst().orElseThrow();
    }
}
