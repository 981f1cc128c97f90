package org.espalier.api.run;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What would become of a run by a change that was tried out and not made. Made by the host for readers; more components may come,
 * with the old constructor kept.
 *
 * @param changes what would have another value
 * @param intents what every growth entry that another strategy would decide for would do when that looks first; none where that
 *     cannot be known before
 */
@ProviderType
public record Trial(List<Changed> changes, List<Intent> intents) {
    /** A trial with copies of its lists. */
    public Trial {
        changes = List.copyOf(changes);
        intents = List.copyOf(intents);
    }
}
