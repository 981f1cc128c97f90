package org.espalier.host.assembly;

import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.host.plugins.Shelf;
import org.espalier.host.plugins.Slot;
import org.espalier.host.plugins.Supply;

/**
 * A place of a job that a plugin fills: where it is looked for, under which name, and which one was bound.
 *
 * @param shelf the plugins of its kind
 * @param name  the name that the job gives
 * @param slot  where the plugin stands that was bound; empty if it was missing
 */
public record Place<T>(Shelf<T> shelf, String name, Optional<Slot<T>> slot) {
    /** The plugin that would be bound now; empty if none is there. */
    public Optional<Slot<T>> serving(Supply supply) {
        return supply.best(shelf, name);
    }

    /** The service that was bound. */
    public OptionalLong bound() {
        return slot.map(s -> OptionalLong.of(s.service())).orElse(OptionalLong.empty());
    }

    /** Whether what was bound has gone. */
    public boolean left() {
        return slot.filter(s -> !s.gone()).isEmpty();
    }
}
