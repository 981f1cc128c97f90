package org.espalier.benchmarks.arms.widths;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.benchmarks.arms.Choices;

/** An optimizer, and the rates that it chooses from. */
enum Rule {
    SGD("sgd", "SGD", "0.02", "0.05", "0.1", "0.2") {
        @Override
        Map<String, String> settings(int base) {
            return Map.of("optimizer.momentum", "0.9");
        }
    },
    ADAM("adam", "Adam", "1e-3", "2e-3", "4e-3", "8e-3", "1.6e-2"),
    MADAM("madam", "Madam", "0.0078125", "0.015625", "0.03125", "0.0625", "0.125"),
    /** Its weights stand on a grid of their own, which that of updates must hold. */
    LNS_MADAM("lns-madam", "LNS-Madam", "0.0078125", "0.015625", "0.03125", "0.0625", "0.125") {
        @Override
        Map<String, String> settings(int base) {
            return Map.of("optimizer.base", Integer.toString(base));
        }
    };

    /** How many rates there are to choose from in float32. */
    private static final int USUAL = 3;

    static final String RATE = "optimizer.lr";

    private final String word;
    private final String title;
    private final String[] rates;

    Rule(String word, String title, String... rates) {
        this.word = word;
        this.title = title;
        this.rates = rates;
    }

    String word() {
        return word;
    }

    String title() {
        return title;
    }

    /** Rates for float32. */
    Choices rates() {
        return Choices.of(RATE, Arrays.copyOf(rates, USUAL));
    }

    /** These and larger ones, for grids that swallow small steps. */
    Choices moreRates() {
        return Choices.of(RATE, rates);
    }

    /** Settings of a run, without a rate. */
    final Map<String, String> of(int base) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("optimizer.type", word));
        all.putAll(settings(base));
        return all;
    }

    /** Settings of its own, beside the rate. */
    Map<String, String> settings(int base) {
        return Map.of();
    }
}
