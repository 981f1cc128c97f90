package org.espalier.api.run;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a plugin is for and what a job may say of it. Made by the host for readers; more components may come, with the old
 * factory kept.
 *
 * @param card     kind, name and bundle
 * @param purpose  one sentence without a full stop: the {@code @Doc} of the plugin's class; empty if its author does not say
 * @param sees     the signals that it may ask for, sorted
 * @param schema   version of the state that it keeps
 * @param settings its settings in the order of its settings record; those of nested records have dotted keys
 */
@ProviderType
public record PluginDescription(
        PluginCard card, String purpose, List<String> sees, int schema, List<SettingDescription> settings) {
    /** A description with copies of its lists. */
    public PluginDescription {
        sees = List.copyOf(sees);
        settings = List.copyOf(settings);
    }

    /** The description of a plugin. */
    public static PluginDescription of(
            PluginCard card, String purpose, List<String> sees, int schema, List<SettingDescription> settings) {
        return new PluginDescription(card, purpose, sees, schema, settings);
    }
}
