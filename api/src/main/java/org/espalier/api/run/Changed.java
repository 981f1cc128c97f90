package org.espalier.api.run;

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
 */
@ProviderType
public record Changed(String key, String from, String to, String note, String settings) {
    /** Something whose settings are its own. */
    public Changed(String key, String from, String to, String note) {
        this(key, from, to, note, "");
    }

    /** The same with a word on its settings. */
    public Changed withSettings(String words) {
        return new Changed(key, from, to, note, words);
    }

    /** All of it on one line. */
    public String line() {
        return key + " " + (from.isEmpty() ? "nothing" : from) + " \u2192 " + (to.isEmpty() ? "nothing" : to)
                + (note.isEmpty() ? "" : " (" + note + ")")
                + (settings.isEmpty() ? "" : "; settings: " + settings);
    }
}
