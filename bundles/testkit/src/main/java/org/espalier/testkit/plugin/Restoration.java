package org.espalier.testkit.plugin;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.StateMismatchException;

/** Whether a plugin reads the states that its earlier versions have saved, and no others. */
public final class Restoration {
    private static final String DECLARE =
            " Override earlierStates() with EarlierState.read(%1$d, …), a state as that version wrote it, or with"
                    + " EarlierState.refused(%1$d), if its runs need not go on.";

    private Restoration() {}

    /** The plugin's {@code restore}, each time of a new object. */
    @FunctionalInterface
    public interface Restore {
        /** What it makes of a state. */
        PluginState of(PluginState saved, int schema) throws StateMismatchException;
    }

    /**
     * AssertionError if an earlier schema is left out, its state is not read or read differently the second time, or what
     * should be refused is read.
     *
     * @param goesOn lets the plugin go on from a state that it has read, and throws what goes wrong
     */
    public static void check(Card card, List<EarlierState> earlier, Restore restore, Consumer<PluginState> goesOn) {
        IntStream.range(1, card.schema())
                .filter(schema -> earlier.stream().noneMatch(e -> e.schema() == schema))
                .findFirst()
                .ifPresent(schema -> {
                    throw new AssertionError("The card says schema " + card.schema() + ", and nothing says what becomes"
                            + " of a state of schema " + schema + ", which runs may have saved."
                            + String.format(DECLARE, schema));
                });
        for (EarlierState each : earlier) {
            if (each.schema() >= card.schema()) {
                throw new AssertionError("earlierStates() has one of schema " + each.schema() + ", but the card says "
                        + card.schema() + ": count the card's schema up when the meaning of the state changes.");
            }
            if (each.state().isPresent()) {
                goesOn.accept(read(each.schema(), each.state().get(), restore));
            } else {
                refuse(each.schema(), restore);
            }
        }
        refuse(card.schema() + 1, restore);
    }

    private static PluginState read(int schema, PluginState written, Restore restore) {
        try {
            PluginState saved = PluginState.ofPlain(written.plain());
            PluginState first = restore.of(saved, schema);
            if (first == null || !first.equals(restore.of(saved, schema))) {
                throw new AssertionError(
                        "restore made " + first + " of " + saved + " of schema " + schema
                                + ", and something else of it again. It may depend on its arguments alone, and is asked more than once.");
            }
            return first;
        } catch (StateMismatchException | RuntimeException | LinkageError e) {
            throw new AssertionError(
                    "restore does not read " + written + " of schema " + schema + ": " + e
                            + ". Runs that were saved under it would not go on; read it, or declare"
                            + " EarlierState.refused(" + schema + ").",
                    e);
        }
    }

    private static void refuse(int schema, Restore restore) {
        String what = "a state of schema " + schema;
        try {
            PluginState read = restore.of(PluginState.empty(), schema);
            throw new AssertionError("restore read " + what + ", which this version does not know, as " + read
                    + ". Read the schemas that you know, and throw a StateMismatchException for every other.");
        } catch (StateMismatchException e) {
            // As it should be.
        } catch (RuntimeException | LinkageError e) {
            throw new AssertionError(
                    "restore threw " + e + " for " + what + ". What it cannot read it refuses with a"
                            + " StateMismatchException, which says so to people.",
                    e);
        }
    }
}
