package org.espalier.host.plugins;

import org.jspecify.annotations.Nullable;

/** A plugin did not answer as its contract says; the message completes the sentence "the plugin …". */
public final class PluginFaultException extends Exception {
    private static final long serialVersionUID = 1;

    /** A fault, with what the plugin threw if it threw. */
    public PluginFaultException(String what, @Nullable Throwable cause) {
        super(what, cause);
    }

    /** A fault by what a plugin threw: what, and at which line of its own code. */
    public static PluginFaultException threw(Throwable thrown) {
        return new PluginFaultException("threw " + thrown + Frames.at(thrown), thrown);
    }
}
