package org.espalier.host.plugins;

import java.util.Objects;
import java.util.function.Supplier;
import org.espalier.api.number.Multiplication;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.number.NumberTraits;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.SettingsException;

/**
 * A number system together with its settings. What its functions throw comes as a SettingsException, so that a broken one is a
 * refusal like any other.
 */
public final class BoundNumbers {
    private final NumberSystem<Record> numbers;
    private final Record settings;

    /** The number system with a value of its own settings record. */
    @SuppressWarnings("unchecked") // the binder has made the record from numbers.settings()
    public BoundNumbers(NumberSystem<?> numbers, Record settings) {
        this.numbers = (NumberSystem<Record>) numbers;
        this.settings = numbers.settings().cast(settings);
    }

    /** Whether it rounds at a site; elsewhere values stay float32, and nothing more is asked of that site. */
    public boolean rounds(Site site) {
        return ask("rounds", () -> numbers.rounds(site, settings));
    }

    /** What it can represent at a site. */
    public NumberTraits traits(Site site) {
        return ask("traits", () -> numbers.traits(site, settings));
    }

    /** What hardware for it does to multiply. */
    public Multiplication multiplication() {
        return ask("multiplication", () -> numbers.multiplication(settings));
    }

    /** The prepared form for one tensor at one site, with at least one group. */
    public Rounder prepare(int[] shape, Site site) {
        Rounder rounder = ask("prepare", () -> numbers.prepare(shape.clone(), site, settings));
        try {
            if (ask("groups", rounder::groups) < 1) {
                throw refusal(
                        "has a rounder of " + rounder.groups() + " groups at " + site + "; it takes one at least");
            }
            return rounder;
        } catch (SettingsException e) {
            rounder.close();
            throw e;
        }
    }

    private <T> T ask(String what, Supplier<T> question) {
        try {
            return Objects.requireNonNull(question.get(), "null");
        } catch (SettingsException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw refusal("its " + what + " threw " + e);
        }
    }

    private SettingsException refusal(String why) {
        return new SettingsException("precision", numbers.getClass().getSimpleName(), why);
    }
}
