package org.espalier.host.store;

import org.espalier.api.plugin.PluginState;

/**
 * The state of a strategy or schedule, with what is needed to know who can read it. Kept bit for bit, also while the plugin
 * is missing.
 *
 * @param type   the plugin's name
 * @param schema the schema under which it wrote the state
 * @param state  the state
 */
public record SavedState(String type, int schema, PluginState state) {}
