package org.espalier.api.run;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A plugin that is there. Made by the host for readers; more components may come, with the old constructor kept, and more
 * kinds: show an unknown one by its name.
 *
 * @param kind    strategy, model, data, optimizer, schedule, loss, initializer or number system
 * @param name    the name in job files
 * @param bundle  symbolic name of the bundle that supplies it
 * @param version version of that bundle
 */
@ProviderType
public record PluginCard(String kind, String name, String bundle, String version) {}
