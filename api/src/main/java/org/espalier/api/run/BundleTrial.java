package org.espalier.api.run;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What would become of the container and its runs if a jar came into the drop-in folder, found out without. Made by the host for
 * readers; more components may come, with the old constructor kept.
 *
 * @param bundle   symbolic name of the bundle in the jar
 * @param from     version of the bundle of that name that is here; empty if there is none
 * @param to       version of the bundle in the jar
 * @param wiring   symbolic names and versions of the bundles whose wiring would change; first the one that the jar would
 *                 update, if it would update one: a bundle of the archive stays as it is beside it
 * @param troubles what would keep it from serving, or from serving as its author means it to
 * @param states   what runs keep for plugins that the jar brings
 */
@ProviderType
public record BundleTrial(
        String bundle,
        String from,
        String to,
        List<String> wiring,
        List<PluginTrouble> troubles,
        List<KeptState> states) {
    /** A trial with copies of its lists. */
    public BundleTrial {
        wiring = List.copyOf(wiring);
        troubles = List.copyOf(troubles);
        states = List.copyOf(states);
    }

    /** Whether the jar would be taken. */
    public boolean taken() {
        return troubles.stream().noneMatch(PluginTrouble::refused);
    }

    /**
     * The state that a run keeps for a plugin. Of the same schema it is read as it is; one of another schema is handed to the
     * newcomer's {@code restore}, which can refuse it, and with it the swap.
     *
     * @param run     the run's id
     * @param key     the place, such as {@code growth.modes}
     * @param plugin  the plugin's name
     * @param kept    schema of the state
     * @param brought schema that the plugin in the jar writes
     */
    @ProviderType
    public record KeptState(String run, String key, String plugin, int kept, int brought) {
        /** Whether it is read as it is. */
        public boolean same() {
            return kept == brought;
        }
    }
}
