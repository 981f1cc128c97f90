package org.espalier.api.run;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A plugin that is there. Made by the host for readers; more components may come, with the old constructor kept, and more
 * kinds: show an unknown one by its name.
 *
 * @param kind     strategy, model, data, optimizer, schedule, loss, initializer or number system
 * @param name     the name in job files
 * @param bundle   symbolic name of the bundle that supplies it
 * @param version  version of that bundle
 * @param file     name of the file in the drop-in folder that it came in; empty if it came in none
 * @param replaces version of the archive's own bundle in whose place it serves; empty if it serves in nobody's
 */
@ProviderType
public record PluginCard(String kind, String name, String bundle, String version, String file, String replaces) {
    /** A plugin that came in no file and serves in nobody's place. */
    public PluginCard(String kind, String name, String bundle, String version) {
        this(kind, name, bundle, version, "", "");
    }
}
