package org.espalier.api.run;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A trouble of a file in the drop-in folder, which keeps it, or a plugin in it, from serving as its author meant it to; a file
 * may have several. Made by the host for readers; all texts are
 * one line, the sentences without a full stop.
 *
 * @param file    name of the file
 * @param bundle  symbolic name and version of what is in it; empty if it is no bundle
 * @param refused whether what the line speaks of is not used; otherwise it is a warning
 * @param why     what is wrong, to follow the file's name: "is no bundle: …"
 * @param advice  what to do
 */
@ProviderType
public record PluginTrouble(String file, String bundle, boolean refused, String why, String advice) {
    /** All of it on one line. */
    public String line() {
        return file + (bundle.isEmpty() ? "" : " (" + bundle + ")") + " " + why + "; " + advice;
    }
}
