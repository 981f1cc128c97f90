package org.espalier.benchmarks.arms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Chooses an arm's settings on the validation data of the first seed, and then runs it under all seeds.
 *
 * @param runner  of the arms
 * @param measure what is chosen by
 */
public record Tuning(Runner runner, Measure measure) {
    private static final List<Integer> FIRST = List.of(1);

    /**
     * The best of an arm's choices.
     *
     * @param arm what a choice makes of it
     */
    public Tried chosen(Choices choices, Function<Map<String, String>, Arm> arm)
            throws IOException, InterruptedException {
        List<Tried> tried = new ArrayList<>();
        for (Map<String, String> choice : choices.all()) {
            Arm each = arm.apply(choice);
            tried.add(new Tried(each, choice, runner.run(each, FIRST)));
        }
        Tried best = Tried.chosen(tried, measure);
        System.out.println(best.arm().name() + ": chosen on validation");
        return new Tried(best.arm(), best.choice(), runner.run(best.arm()));
    }
}
