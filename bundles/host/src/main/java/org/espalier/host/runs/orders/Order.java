package org.espalier.host.runs.orders;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.espalier.api.run.Cause;
import org.espalier.api.run.Swap;
import org.espalier.host.job.Choice;
import org.espalier.host.runs.saving.Juncture;
import org.espalier.settings.OneLine;

/**
 * A change that somebody ordered in mid-run, as it is kept so that a resumed run gets it again at the same point.
 *
 * @param at       when it was given
 * @param place    the key of a plugin that was swapped; empty for plain settings, {@code fork} for those of a fork
 * @param type     the plugin asked for; empty for that of before
 * @param settings dotted keys to YAML values; below the place for a swap
 * @param fresh    whether a state that could not be read was to be dropped
 * @param cause    who and why
 * @param carried  of the settings of a swap those that nobody gave with it: they went over from the plugin in place
 */
public record Order(
        Juncture at,
        String place,
        String type,
        Map<String, String> settings,
        boolean fresh,
        Cause cause,
        Set<String> carried) {
    private static final String FORK = "fork";
    private static final String BEFORE_GROWTH = "before-growth";
    private static final String CARRIED = "carried";

    /** An order of which all was given. */
    private Order(Juncture at, String place, String type, Map<String, String> settings, boolean fresh, Cause cause) {
        this(at, place, type, settings, fresh, cause, Set.of());
    }

    /** Settings that were ordered. */
    public static Order set(Juncture at, Map<String, String> settings, Cause cause) {
        return new Order(at, "", "", new LinkedHashMap<>(settings), false, cause);
    }

    /**
     * A swap that was ordered.
     *
     * @param swap  with all settings of the newcomer
     * @param given keys of those that were given with it; the others went over
     */
    public static Order swap(Juncture at, Swap swap, Set<String> given, Cause cause) {
        Set<String> carried = new LinkedHashSet<>(swap.settings().keySet());
        carried.removeAll(given);
        return new Order(at, swap.key(), swap.type(), swap.settings(), swap.isFresh(), cause, carried);
    }

    /** Settings that are another in a fork, from its first step on. */
    public static Order fork(Juncture at, Map<String, String> settings, Cause cause) {
        return new Order(at, FORK, "", new LinkedHashMap<>(settings), true, cause);
    }

    /** Whether it is a swap. */
    public boolean isSwap() {
        return !place.isEmpty() && !isFork();
    }

    /** Whether it is the beginning of a fork. */
    public boolean isFork() {
        return place.equals(FORK);
    }

    /** What is left of it where no strategy is asked; empty if nothing. */
    public Optional<Order> withoutGrowth() {
        if (place.startsWith(Choice.GROWTH)) {
            return Optional.empty();
        }
        Map<String, String> kept = new LinkedHashMap<>(settings);
        kept.keySet().removeIf(key -> key.equals("growth") || key.startsWith(Choice.GROWTH));
        return kept.isEmpty() && !settings.isEmpty()
                ? Optional.empty()
                : Optional.of(new Order(at, place, type, kept, fresh, cause, carried));
    }

    /**
     * What is left of it under a newer order that is done before it: settings at or below the keys that the newer one sets, or
     * below the place that it fills, are its own no more, and neither is that place. Empty if nothing is left.
     */
    Optional<Order> under(Order newer) {
        if (isSwap()) {
            return newer.isSwap() && newer.place.equals(place) ? Optional.empty() : Optional.of(this);
        }
        Set<String> keys = newer.isSwap() ? Set.of(newer.place) : newer.settings.keySet();
        Map<String, String> left = new LinkedHashMap<>(settings);
        left.keySet()
                .removeIf(key -> keys.stream().anyMatch(other -> key.equals(other) || key.startsWith(other + ".")));
        if (left.equals(settings)) {
            return Optional.of(this);
        }
        return left.isEmpty() ? Optional.empty() : Optional.of(new Order(at, place, type, left, fresh, cause, carried));
    }

    /** The wish that it came from, with what goes over; only of a swap. */
    public Swap swap() {
        return swap(settings);
    }

    /** The wish as somebody gave it; only of a swap. */
    public Swap given() {
        Map<String, String> given = new LinkedHashMap<>(settings);
        given.keySet().removeAll(carried);
        return swap(given);
    }

    private Swap swap(Map<String, String> with) {
        Swap swap = Swap.at(place);
        if (!type.isEmpty()) {
            swap = swap.to(type);
        }
        for (Map.Entry<String, String> setting : with.entrySet()) {
            swap = swap.set(setting.getKey(), setting.getValue());
        }
        return fresh ? swap.fresh() : swap;
    }

    /** What was ordered, when and by whom, such as {@code swap optimizer sgd lr=0.01 (ada, after step 300)}. */
    public String words() {
        StringJoiner words = new StringJoiner(" ");
        words.add(isFork() ? FORK : isSwap() ? "swap " + place : "set");
        if (!type.isEmpty()) {
            words.add(type);
        }
        settings.forEach((key, value) -> words.add(key + "=" + OneLine.plain(value)));
        String who = cause.actor().isEmpty() ? "" : cause.actor() + ", ";
        return words + " (" + who + "after step " + at.step() + ")";
    }

    /** As a line of a file. */
    Map<String, Object> toMap() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", at.step());
        line.put(BEFORE_GROWTH, at.growthDue());
        line.put("place", place);
        line.put("type", type);
        line.put("settings", settings);
        line.put("fresh", fresh);
        if (!carried.isEmpty()) {
            line.put(CARRIED, List.copyOf(carried));
        }
        line.put("actor", cause.actor());
        line.put("because", cause.reason());
        return line;
    }

    /** The order of a line; IOException if the line is none. */
    static Order of(Map<String, Object> line) throws IOException {
        if (!(line.get("step") instanceof Number step)
                || !(line.get("place") instanceof String place)
                || !(line.get("type") instanceof String type)
                || !(line.get("settings") instanceof Map<?, ?> given)
                || !(line.get("fresh") instanceof Boolean fresh)
                || !(line.get("actor") instanceof String actor)
                || !(line.get("because") instanceof String because)) {
            throw new IOException("is no order: " + line);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        given.forEach((key, value) -> settings.put(String.valueOf(key), String.valueOf(value)));
        // Those of an earlier version do not say: they came after the growth.
        Juncture at = new Juncture(step.longValue(), Boolean.TRUE.equals(line.get(BEFORE_GROWTH)));
        Set<String> carried = new LinkedHashSet<>();
        if (line.get(CARRIED) instanceof List<?> keys) {
            keys.forEach(key -> carried.add(String.valueOf(key)));
        }
        return new Order(at, place, type, settings, fresh, Cause.of(actor, because), carried);
    }
}
