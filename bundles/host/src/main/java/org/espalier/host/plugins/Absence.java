package org.espalier.host.plugins;

import java.util.Optional;

/** What is known of plugins that do not serve, beside what their shelf knows. */
@FunctionalInterface
public interface Absence {
    /**
     * Why a plugin is not there.
     *
     * @param type its service type
     * @param name its name in jobs
     * @return one line, to follow "is set aside: "; empty if nothing is known of it
     */
    Optional<String> why(Class<?> type, String name);
}
