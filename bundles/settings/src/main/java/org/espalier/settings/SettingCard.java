package org.espalier.settings;

import java.util.List;
import java.util.Optional;
import org.espalier.api.plugin.SettingsException;

/**
 * The description of one setting, from which help, docs, completion and Metatype are made.
 *
 * @param key      dotted key below the plugin's own, such as {@code explained} or {@code stages[].width}
 * @param type     what it can be
 * @param limits   what its annotations allow
 * @param fallback what it is when not given, as in YAML; empty if it must be given or may be left out
 * @param required whether it must be given
 * @param doc      what it means, in one sentence; empty if its author does not say
 */
public record SettingCard(
        String key, SettingType type, Limits limits, Optional<String> fallback, boolean required, String doc) {

    /** What it is, in words: "integer", "word", "list of numbers". That it may be left out is no part of it. */
    public String words() {
        SettingType content = content();
        if (content instanceof SettingType.Many && !values().isEmpty()) {
            return "list of words";
        }
        return content instanceof SettingType.Flag || values().isEmpty() ? content.words() : "word";
    }

    /** The few words that it, or each of its elements, may be; empty if they are not few. */
    public List<String> values() {
        SettingType content = content();
        SettingType one = content instanceof SettingType.Many many ? many.element() : content;
        if (one instanceof SettingType.Word word) {
            return word.all();
        }
        return one instanceof SettingType.Flag ? List.of("true", "false") : limits.words();
    }

    /** Whether it is one value: neither a map of further keys nor a key of a list's elements. */
    public boolean single() {
        return !(content() instanceof SettingType.Nested) && !key.contains("[]");
    }

    /** Why a job may not give it this value, a plain one as YAML readers give; empty if it may. */
    public Optional<String> refuse(Object value) {
        try {
            SettingReader.read(type, value, key, limits);
            return Optional.empty();
        } catch (SettingsException e) {
            return Optional.of(e.why());
        }
    }

    /** The same without the enums and records of its plugin, so that it may be kept when the plugin has gone. */
    public SettingCard detached() {
        Limits plain = limits.of(content() instanceof SettingType.Flag ? List.of() : values());
        return new SettingCard(key, detached(type), plain, fallback, required, doc);
    }

    private static SettingType detached(SettingType type) {
        if (type instanceof SettingType.Maybe maybe) {
            return new SettingType.Maybe(detached(maybe.content()));
        }
        if (type instanceof SettingType.Many many) {
            return new SettingType.Many(detached(many.element()));
        }
        if (type instanceof SettingType.Table table) {
            return new SettingType.Table(table.wholeKeys(), detached(table.value()));
        }
        if (type instanceof SettingType.Nested) {
            return new SettingType.Table(/* wholeKeys= */ false, new SettingType.Text());
        }
        return type instanceof SettingType.Word ? new SettingType.Text() : type;
    }

    /** The type without its being optional. */
    public SettingType content() {
        return type instanceof SettingType.Maybe maybe ? maybe.content() : type;
    }
}
