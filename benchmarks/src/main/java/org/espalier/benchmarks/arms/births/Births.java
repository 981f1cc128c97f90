package org.espalier.benchmarks.arms.births;

import java.util.Map;
import org.espalier.benchmarks.arms.Choices;
import org.espalier.benchmarks.arms.Variant;

/** Ways of being born, as variants of a task. */
final class Births {
    static final String INIT = "init";

    private Births() {}

    /** An initializer by its name, with its defaults. */
    static Variant of(String initializer, Choices choices) {
        String title = initializer.equals("default") ? "the model's own" : "`" + initializer + "`";
        return new Variant(initializer, title, Map.of(INIT, initializer), choices);
    }

    /**
     * ZerO with settings of its own.
     *
     * @param settings such as {@code output: rule}; a map in one line of YAML, without braces
     */
    static Variant zero(String word, String settings, Choices choices) {
        String title = settings.isEmpty() ? "`zero`" : "`zero` with `" + settings + "`";
        String all = settings.isEmpty() ? "type: zero" : "type: zero, " + settings;
        return new Variant(word, title, Map.of(INIT, "{ " + all + " }"), choices);
    }
}
