package org.espalier.host.catalog;

import java.io.InputStream;
import java.util.List;
import org.espalier.api.run.PluginDescription;
import org.espalier.settings.SettingCard;
import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/** A plugin's settings record as Metatype has it. Holds texts and numbers only, nothing of the plugin. */
final class PluginClass implements ObjectClassDefinition {
    private final String pid;
    private final PluginDescription plugin;
    private final List<SettingCard> settings;

    PluginClass(String pid, ShelvedPlugins.Described described) {
        this.pid = pid;
        this.plugin = described.description();
        this.settings = described.cards().stream()
                .filter(SettingCard::single)
                .map(SettingCard::detached)
                .toList();
    }

    @Override
    public String getID() {
        return pid;
    }

    @Override
    public String getName() {
        return plugin.card().kind() + " " + plugin.card().name();
    }

    @Override
    public String getDescription() {
        return (plugin.purpose().isEmpty() ? "" : plugin.purpose() + ". ")
                + "Jobs give these settings; a configuration of this PID changes nothing.";
    }

    @Override
    public AttributeDefinition @Nullable [] getAttributeDefinitions(int filter) {
        AttributeDefinition[] chosen = settings.stream()
                .filter(card -> filter == ALL || card.required() == (filter == REQUIRED))
                .map(SettingAttribute::new)
                .toArray(AttributeDefinition[]::new);
        return chosen.length == 0 ? null : chosen;
    }

    @Override
    public @Nullable InputStream getIcon(int size) {
        return null;
    }
}
