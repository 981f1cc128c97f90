package org.espalier.host.plugins;

import java.util.Optional;
import org.osgi.framework.Version;

/** A bundle in one of its versions. */
record Release(String bundle, Version version) {
    /** From what a {@link Serving} says of it; empty where that names no bundle. */
    static Optional<Release> of(String told) {
        int space = told.lastIndexOf(' ');
        try {
            return space < 0
                    ? Optional.empty()
                    : Optional.of(
                            new Release(told.substring(0, space), Version.parseVersion(told.substring(space + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether it is a later version of the same bundle. */
    boolean follows(Release other) {
        return bundle.equals(other.bundle) && version.compareTo(other.version) > 0;
    }
}
