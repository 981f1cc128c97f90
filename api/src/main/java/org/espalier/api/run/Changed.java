package org.espalier.api.run;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Something of a run that has another value now. Made by the host for readers; more components may come, with the old
 * constructor kept.
 *
 * @param key  the dotted key
 * @param from as it was, as in YAML; for a plugin its name, bundle and version; empty if there was nothing
 * @param to   as it is
 * @param note what else there is to know, one line; may be empty
 * @param settings what becomes of the settings of a plugin that another takes the place of, one line: which are given, which
 *     carried over, which dropped, and what else holds by default; empty of anything else
 * @param warnings what strategies find questionable about the settings that they have by it, a line each
 */
@ProviderType
public record Changed(String key, String from, String to, String note, String settings, List<String> warnings) {
    /** In the note of another plugin, or of the same one, for which what was kept for its place is dropped. */
    public static final String ANEW = "its state begins anew";

    /** Something with a copy of its warnings. */
    public Changed {
        warnings = List.copyOf(warnings);
    }

    /** Something that nobody finds questionable. */
    public Changed(String key, String from, String to, String note, String settings) {
        this(key, from, to, note, settings, List.of());
    }

    /** Something whose settings are its own. */
    public Changed(String key, String from, String to, String note) {
        this(key, from, to, note, "");
    }

    /** The same with a word on its settings. */
    public Changed withSettings(String words) {
        return new Changed(key, from, to, note, words, warnings);
    }

    /** The same with another note. */
    public Changed withNote(String words) {
        return new Changed(key, from, to, words, settings, warnings);
    }

    /** The same with what is questionable about it. */
    public Changed withWarnings(List<String> lines) {
        return new Changed(key, from, to, note, settings, lines);
    }

    /** Whether what was kept for its place is dropped. */
    public boolean beginsAnew() {
        return note.contains(ANEW);
    }

    /** All of it but warnings, on one line. */
    public String line() {
        return key + " " + (from.isEmpty() ? "nothing" : from) + " \u2192 " + (to.isEmpty() ? "nothing" : to)
                + (note.isEmpty() ? "" : " (" + note + ")")
                + (settings.isEmpty() ? "" : "; settings: " + settings);
    }
}
