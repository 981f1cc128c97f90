package org.espalier.benchmarks.arms.widths;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.Choices;
import org.espalier.benchmarks.arms.Claim;
import org.espalier.benchmarks.arms.Measure;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.arms.Task;
import org.espalier.benchmarks.arms.Tried;
import org.espalier.benchmarks.arms.Variant;

/** Perceptrons that read drawn digits, by optimizers and number systems; every optimizer with the rate that it has chosen in float32. */
final class Perceptrons {
    static final String TITLE =
            "Perceptrons 196-128-128-10 on drawn digits (`benchmarks/jobs/widths-mlp.yaml`), 800 steps of 100 images, the rate a tenth from the"
                    + " eighth epoch on";

    private final Runner runner;
    private final Map<Rule, Choices> rates = new EnumMap<>(Rule.class);

    /** Chooses rates. */
    Perceptrons(Runner runner) throws IOException, InterruptedException {
        this.runner = runner;
        List<Variant> variants = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            variants.add(variant(rule, Numbers.FLOAT, rule.rates()));
        }
        Map<String, Tried> tried = task(variants, List.of()).run(runner);
        for (Rule rule : Rule.values()) {
            String rate = tried.get(word(rule, Numbers.FLOAT)).choice().get(Rule.RATE);
            rates.put(rule, Choices.of(Rule.RATE, rate));
        }
    }

    static Task task(List<Variant> variants, List<Claim> claims) {
        return new Task("widths", "Digits", "widths-mlp.yaml", Map.of(), Measure.MISSES, variants, claims);
    }

    static String word(Rule rule, Numbers numbers) {
        return rule.word() + "-" + numbers.word();
    }

    /** With float32's rate. */
    Variant variant(Rule rule, Numbers numbers) {
        return variant(rule, numbers, rates.get(rule));
    }

    /** With a rate of its own. */
    static Variant variant(Rule rule, Numbers numbers, Choices choices) {
        Map<String, String> settings = new LinkedHashMap<>(rule.of(numbers.base()));
        settings.put("precision", numbers.precision());
        return new Variant(word(rule, numbers), rule.title() + ", " + numbers.title(), settings, choices);
    }

    Map<String, Tried> run(Task task) throws IOException, InterruptedException {
        return task.run(runner);
    }
}
