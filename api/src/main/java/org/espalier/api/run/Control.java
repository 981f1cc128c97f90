package org.espalier.api.run;

import java.util.Locale;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a run leaves out on purpose, so that what another one shows can be compared with it. More may come: a {@code switch}
 * over it needs a {@code default}, which names it by its {@link #word}.
 */
@ProviderType
public enum Control {
    /** No weight is updated; strategies are asked as ever, of what is there at birth. */
    UNTRAINED,
    /**
     * Every training sample has the target of another one, drawn once, so that there is nothing to learn but by heart (Zhang et
     * al., Understanding deep learning requires rethinking generalization, 2017); held-out samples have their own.
     */
    SHUFFLED;

    /** As jobs, folders and people write it: {@code untrained}, {@code shuffled}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
