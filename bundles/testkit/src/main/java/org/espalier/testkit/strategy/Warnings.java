package org.espalier.testkit.strategy;

import java.util.List;
import java.util.function.Supplier;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Prospect;
import org.espalier.testkit.PlainProspect;

/** What a strategy says of its settings before a run: lines for people, which depend on settings and what lies ahead alone. */
final class Warnings {
    private static final long[] LENGTHS = {1, 2, 10, 1_000_000};

    private Warnings() {}

    /** AssertionError if it throws, says something else the second time, or says what is no line. */
    static <S extends Record> void check(
            Supplier<GrowthStrategy<S>> strategies, S settings, List<Dim> dims, Layout layout) {
        for (long epochs : LENGTHS) {
            for (long steps : LENGTHS) {
                String run = "a run of " + epochs + " epochs of " + steps + " steps with " + settings
                        + (dims.isEmpty() ? "" : " and " + dims);
                // Asked every step, or once an epoch.
                long every = epochs % 2 == 0 ? 1 : steps;
                Prospect ahead = new PlainProspect(dims, layout, epochs, steps, every);
                List<String> said = said(strategies.get(), settings, ahead, run);
                List<String> again = said(strategies.get(), settings, ahead, run);
                if (!said.equals(again)) {
                    throw new AssertionError("Of " + run + " warnings said " + told(said) + ", then " + told(again)
                            + ". It may depend on its arguments alone.");
                }
                requireLines(said, "Of " + run + " warnings");
            }
        }
    }

    private static <S extends Record> List<String> said(
            GrowthStrategy<S> strategy, S settings, Prospect ahead, String run) {
        try {
            return List.copyOf(strategy.warnings(ahead, settings));
        } catch (RuntimeException | LinkageError e) {
            throw new AssertionError(
                    "warnings threw " + e + " of " + run + ". The host would log it and show nothing; where there is"
                            + " nothing to say, give an empty list.",
                    e);
        }
    }

    /** AssertionError if something that was said is no line. */
    static void requireLines(List<String> said, String whence) {
        for (String line : said) {
            if (line.isBlank() || line.lines().count() > 1) {
                throw new AssertionError(whence + " said " + told(List.of(line))
                        + ", which is no line. Say each thing in one line; journal and display have one for each.");
            }
        }
    }

    private static String told(List<String> lines) {
        return lines.toString().replace("\n", "\\n").replace("\r", "\\r");
    }
}
