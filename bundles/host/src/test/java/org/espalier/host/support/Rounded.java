package org.espalier.host.support;

import java.util.Map;
import java.util.Optional;
import org.espalier.api.number.NumberSystem;
import org.espalier.host.numbers.Precision;
import org.espalier.host.plugins.BoundNumbers;
import org.espalier.lns.Lns;
import org.espalier.settings.SettingsBinding;

/** Precisions of the project's own number systems. */
public final class Rounded {
    /** Stochastic but for what programs see: a growth keeps the function. */
    public static final Map<String, Object> DRAWN = Map.of(
            "update", Map.of("bits", 8, "rounding", "stochastic"),
            "weight", Map.of("bits", 6),
            "gradient", Map.of("bits", 6, "rounding", "stochastic"),
            "activation", Map.of("rounding", "stochastic"),
            "error", Map.of("rounding", "stochastic"));

    /** Stochastic everywhere. */
    public static final Map<String, Object> ALL_DRAWN = Map.of(
            "update", Map.of("bits", 8, "rounding", "stochastic"),
            "weight", Map.of("bits", 6, "rounding", "stochastic"),
            "gradient", Map.of("bits", 6, "rounding", "stochastic"),
            "activation", Map.of("rounding", "stochastic"),
            "error", Map.of("rounding", "stochastic"));

    private Rounded() {}

    /** A number system with settings as in a job. */
    public static BoundNumbers system(NumberSystem<?> system, Map<String, Object> settings) {
        return new BoundNumbers(system, SettingsBinding.bind(system.settings(), settings, "precision"));
    }

    /** All parameters in {@code lns}, under the seed of small runs. */
    public static Precision lns(Map<String, Object> settings) {
        return of(system(new Lns(), settings));
    }

    /** All parameters in a number system, under the seed of small runs. */
    public static Precision of(BoundNumbers system) {
        return new Precision(Optional.of(system), parameter -> true, 1);
    }
}
