package org.espalier.host.catalog;

import java.util.List;
import java.util.Optional;
import org.espalier.api.run.SettingDescription;
import org.espalier.host.job.PluginKey;
import org.espalier.settings.OneLine;
import org.espalier.settings.SettingCard;
import org.espalier.settings.SettingType;

/** Settings in words, as the API hands them to readers. */
final class SettingDescriptions {
    private SettingDescriptions() {}

    static SettingDescription of(SettingCard card) {
        return SettingDescription.of(
                card.key(),
                card.words(),
                card.values(),
                card.limits().range(),
                // A map of settings that is left out has the defaults of its own keys.
                card.type() instanceof SettingType.Nested
                        ? card.fallback().or(() -> Optional.of("{}"))
                        : card.fallback(),
                card.required(),
                OneLine.whole(card.doc()));
    }

    /** The key of a job that names a plugin, with the names that it may be. */
    static SettingDescription of(PluginKey key, List<String> names) {
        Optional<String> fallback = Optional.of(key.fallback()).filter(name -> !name.isEmpty());
        return SettingDescription.of(
                key.key(), "name, or map with type", names, "", fallback, fallback.isEmpty(), key.doc());
    }

    /** The name within the map that such a key may hold, set alone so that the settings beside it stay. */
    static SettingDescription typeOf(PluginKey key, List<String> names) {
        SettingDescription whole = of(key, names);
        return SettingDescription.of(
                key.key() + ".type",
                "text",
                names,
                "",
                whole.fallback(),
                whole.required(),
                key.doc() + "; its other settings stay");
    }

    static SettingDescription withKey(SettingDescription setting, String key) {
        return SettingDescription.of(
                key,
                setting.type(),
                setting.values(),
                setting.range(),
                setting.fallback(),
                setting.required(),
                setting.meaning());
    }

    static SettingDescription withValues(SettingDescription setting, List<String> values) {
        return SettingDescription.of(
                setting.key(),
                setting.type(),
                values,
                setting.range(),
                setting.fallback(),
                setting.required(),
                setting.meaning());
    }

    static SettingDescription withFallback(SettingDescription setting, String now) {
        return SettingDescription.of(
                setting.key(),
                setting.type(),
                setting.values(),
                setting.range(),
                Optional.of(now),
                false,
                setting.meaning());
    }
}
