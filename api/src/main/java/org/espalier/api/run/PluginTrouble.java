package org.espalier.api.run;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A file in the drop-in folder that does not serve as its author meant it to. Made by the host for readers; all texts are
 * one line, the sentences without a full stop.
 *
 * @param file    name of the file
 * @param bundle  symbolic name and version of what is in it; empty if it is no bundle
 * @param refused whether nothing of it is used; otherwise the rest of it is, and this is a warning
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
