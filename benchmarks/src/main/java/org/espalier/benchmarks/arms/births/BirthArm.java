package org.espalier.benchmarks.arms.births;

import java.util.Map;
import org.espalier.benchmarks.arms.Choices;

/**
 * A way of being born, and what a network needs for it.
 *
 * @param word     in kebab case; part of the names of its runs
 * @param title    for the page
 * @param settings what makes a run one of this arm
 * @param choices  what it chooses from on validation data
 */
record BirthArm(String word, String title, Map<String, String> settings, Choices choices) {
    static final String INIT = "init";

    /** An initializer by its name, with its defaults. */
    static BirthArm of(String initializer, Choices choices) {
        String title = initializer.equals("default") ? "the model's own" : "`" + initializer + "`";
        return new BirthArm(initializer, title, Map.of(INIT, initializer), choices);
    }

    /**
     * ZerO with settings of its own.
     *
     * @param settings such as {@code output: rule}; a map in one line of YAML, without braces
     */
    static BirthArm zero(String word, String settings, Choices choices) {
        String title = settings.isEmpty() ? "`zero`" : "`zero` with `" + settings + "`";
        String all = settings.isEmpty() ? "type: zero" : "type: zero, " + settings;
        return new BirthArm(word, title, Map.of(INIT, "{ " + all + " }"), choices);
    }
}
