package org.espalier.host.runs.composition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.espalier.api.run.Cause;
import org.espalier.api.run.Changed;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.assembly.Place;
import org.espalier.host.job.Choice;
import org.espalier.host.plugins.Slot;
import org.espalier.host.plugins.Supply;
import org.espalier.host.runs.journal.Happenings;

/** Which plugins fill the places of a run's job, by the keys that name them, and what has become of them since. One thread. */
final class Places {
    private final Supply supply;
    private final Map<String, String> cards = new LinkedHashMap<>();
    private final Set<String> missing = new TreeSet<>();
    private Map<String, Place<?>> places;
    private long seen = -1;

    Places(Supply supply, Map<String, Place<?>> first) {
        this.supply = supply;
        this.places = first;
    }

    /**
     * What has become of the plugins.
     *
     * @param gone    keys of places that nobody would fill now
     * @param changed keys of places that another service would fill
     */
    record Look(Set<String> gone, Set<String> changed) {
        /** Whether nobody is missing but strategies, without which a run goes on. */
        boolean whole() {
            return gone.stream().allMatch(Places::isStrategy);
        }
    }

    private static boolean isStrategy(String key) {
        return key.startsWith(Choice.GROWTH);
    }

    /** Whether something has become of the plugins since {@link #note}. */
    boolean changes() {
        return seen != supply.registry().changes().count();
    }

    /** What becomes of the plugins from here on counts as a change; to be called before anything is looked at. */
    void note() {
        seen = supply.registry().changes().count();
    }

    /** Looks at what has become of the plugins. */
    Look look() {
        Set<String> gone = new TreeSet<>();
        Set<String> changed = new LinkedHashSet<>();
        places.forEach((key, place) -> {
            OptionalLong serving = serving(place);
            if (serving.isEmpty()) {
                gone.add(key);
            } else if (!serving.equals(place.bound())) {
                changed.add(key);
            }
        });
        return new Look(gone, changed);
    }

    private OptionalLong serving(Place<?> place) {
        return place.serving(supply)
                .map(slot -> OptionalLong.of(slot.service()))
                .orElse(OptionalLong.empty());
    }

    /** Keys of places, but for strategies, whose plugins are to be let go. */
    Set<String> leaving() {
        Set<String> leaving = new TreeSet<>();
        places.forEach((key, place) -> {
            if (!isStrategy(key) && place.left()) {
                leaving.add(key);
            }
        });
        return leaving;
    }

    /** Keys of places that no plugin fills now. */
    Set<String> missing() {
        return missing;
    }

    /** Notes which places are empty; the keys of those that were not before and for which a run waits. */
    List<String> noteMissing(Set<String> gone) {
        List<String> awaited = new ArrayList<>();
        for (String key : gone) {
            // A strategy is missed when it is due, not before.
            if (missing.add(key) && !isStrategy(key)) {
                awaited.add(key);
            }
        }
        missing.retainAll(gone);
        return awaited;
    }

    /** Growth entries whose strategies need not be there, as they have gone since. */
    Set<String> missingEntries() {
        Set<String> entries = new TreeSet<>();
        places.forEach((key, place) -> {
            if (isStrategy(key) && serving(place).isEmpty()) {
                entries.add(key.substring(Choice.GROWTH.length()));
            }
        });
        return entries;
    }

    /** The plugin's name that a job gives for a place. */
    String name(String key) {
        return Objects.requireNonNull(places.get(key)).name();
    }

    /** Bundle and version that fill a place, or did last. */
    String card(String key) {
        return cards.getOrDefault(key, "");
    }

    /** The jar in the drop-in folder that has brought the plugin of a place; empty if it came otherwise. */
    Optional<Cause> jar(String key) {
        Slot<?> slot = Objects.requireNonNull(places.get(key)).slot().orElse(null);
        if (slot == null || slot.file().isEmpty()) {
            return Optional.empty();
        }
        String version = slot.release().map(from -> " " + from.version()).orElse("");
        return Optional.of(Cause.of("plugins", slot.file() + version + " serves"));
    }

    /** Does without whoever would fill a place now; bundle and version of it, empty if nobody would. */
    Optional<String> refuse(String key) {
        Slot<?> newcomer =
                Objects.requireNonNull(places.get(key)).serving(supply).orElse(null);
        if (newcomer == null) {
            return Optional.empty();
        }
        supply.refuse(newcomer.service());
        // It serves no more: another look says what is missing now.
        seen = -1;
        return Optional.of(Happenings.card(newcomer));
    }

    /** Looks again at newcomers that were refused for these places. */
    void forgive(Set<String> keys) {
        places.forEach((key, place) -> {
            if (keys.contains(key)) {
                supply.forgive(place.shelf(), place.name());
            }
        });
    }

    /** Keys of places that an assembly fills with another service than before. */
    Set<String> changedBy(Assembly next) {
        Set<String> changed = new LinkedHashSet<>();
        next.places().forEach((key, place) -> {
            Place<?> before = places.get(key);
            if (before == null
                    || !before.name().equals(place.name())
                    || !before.bound().equals(place.bound())) {
                changed.add(key);
            }
        });
        return changed;
    }

    /**
     * What an assembly changes, for people.
     *
     * @param changed keys of places that it fills with another service
     * @param dropped keys of places whose state begins anew
     */
    List<Changed> changes(Assembly next, Set<String> changed, List<String> dropped) {
        List<Changed> changes = new ArrayList<>();
        Set<String> all = new LinkedHashSet<>(changed);
        // The same plugin, for which what it kept is dropped.
        all.addAll(dropped);
        for (String key : all) {
            Place<?> before = places.get(key);
            Place<?> after = next.places().get(key);
            if (after != null && after.slot().isPresent()) {
                String from = before == null ? "" : named(before.name(), card(key));
                String to = named(after.name(), Happenings.card(after.slot().get()));
                StringJoiner note = new StringJoiner("; ");
                if (from.equals(to) && changed.contains(key)) {
                    after.slot().flatMap(Slot::written).ifPresent(written -> note.add("a jar written " + written));
                }
                if (dropped.contains(key)) {
                    note.add(Changed.ANEW);
                }
                changes.add(new Changed(key, from, to, note.toString()));
            }
        }
        return changes;
    }

    private static String named(String plugin, String card) {
        return card.isEmpty() ? plugin : plugin + " of " + card;
    }

    /** From now on they are those of another assembly. */
    void become(Assembly next) {
        places = next.places();
        cards.clear();
        places.forEach((key, place) -> place.slot().ifPresent(slot -> cards.put(key, Happenings.card(slot))));
        missing.removeIf(key -> !places.containsKey(key)
                || Objects.requireNonNull(places.get(key)).slot().isPresent());
    }
}
