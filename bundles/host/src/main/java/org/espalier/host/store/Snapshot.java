package org.espalier.host.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that a run needs to go on bit for bit, at one moment between two steps; plain data, no plugin's classes.
 *
 * <p>Maps are copied in order, arrays are not: a snapshot must be saved before the next step changes them. Compared bit for
 * bit.
 *
 * @param run        the run's id, such as {@code darcy/1}
 * @param parent     where it was forked from, such as {@code darcy/1@300}
 * @param position   how far it is
 * @param seed       seed of all random streams
 * @param revision   revision of weights and layout
 * @param dims       sizes by name
 * @param parameters all that is kept per parameter, in the layout's order
 * @param strategies states of growth entries by their id
 * @param schedules  states of schedules by the key of their choice
 * @param statistics the host's own arrays: means and deviations of normalisers
 * @param figures    the host's own numbers: losses, counters of seconds and multiply–adds; NaN and infinities survive
 * @param offsets    how long the growing files are
 * @param notes      the host's own texts
 * @param unread     what a later version has put in and this one does not know
 */
public record Snapshot(
        String run,
        Optional<String> parent,
        Position position,
        long seed,
        long revision,
        Map<String, Integer> dims,
        Map<String, SavedParameter> parameters,
        Map<String, SavedState> strategies,
        Map<String, SavedState> schedules,
        Map<String, double[]> statistics,
        Map<String, Double> figures,
        Offsets offsets,
        Map<String, String> notes,
        Unread unread) {

    /** A snapshot with copies of its maps. */
    public Snapshot {
        dims = copy(dims);
        parameters = copy(parameters);
        strategies = copy(strategies);
        schedules = copy(schedules);
        statistics = copy(statistics);
        figures = copy(figures);
        notes = copy(notes);
    }

    /** The first parameter or moment that holds a NaN or an infinity, such as {@code lift.weight}; none should be saved. */
    public Optional<String> firstNotFinite() {
        return parameters.entrySet().stream()
                .filter(e -> !finite(e.getValue().values())
                        || e.getValue().moments().stream().anyMatch(m -> !finite(m)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean finite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static <T> Map<String, T> copy(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Snapshot s
                && run.equals(s.run)
                && parent.equals(s.parent)
                && position.equals(s.position)
                && seed == s.seed
                && revision == s.revision
                && dims.equals(s.dims)
                && parameters.equals(s.parameters)
                && strategies.equals(s.strategies)
                && schedules.equals(s.schedules)
                && SameBits.of(statistics, s.statistics, SameBits::of)
                && SameBits.of(figures, s.figures, SameBits::of)
                && offsets.equals(s.offsets)
                && notes.equals(s.notes)
                && unread.equals(s.unread);
    }

    @Override
    public int hashCode() {
        return 31 * run.hashCode() + position.hashCode();
    }
}
