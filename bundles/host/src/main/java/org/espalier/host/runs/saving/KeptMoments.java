package org.espalier.host.runs.saving;

import java.util.List;
import org.espalier.host.store.SavedParameter;

/** When an optimizer goes on with what is kept of a parameter. */
public final class KeptMoments {
    private KeptMoments() {}

    /**
     * Whether an optimizer can go on with what another has kept of a parameter.
     *
     * @param constants how many constants of its own it would make; they mean something to their maker alone
     * @param kept      how many there are
     */
    public static boolean goesOn(boolean sameType, boolean sameMoments, int constants, int kept) {
        return sameMoments && (sameType || constants == 0 && kept == 0);
    }

    /** Whether an optimizer that keeps moments of these names goes on with those that are there; an old checkpoint only counts them. */
    public static boolean areThose(SavedParameter saved, List<String> names) {
        return saved.moments().size() == names.size()
                && (saved.names().isEmpty() || saved.names().equals(names));
    }
}
