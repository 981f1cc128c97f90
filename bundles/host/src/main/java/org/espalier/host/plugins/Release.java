package org.espalier.host.plugins;

import java.util.Optional;
import org.osgi.framework.Version;

/** A bundle in one of its versions. */
public record Release(String bundle, Version version) {
    @Override
    public String toString() {
        return bundle + " " + version;
    }

    /** From symbolic name and version with a blank between them; empty where these are none. */
    public static Optional<Release> of(String told) {
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
    public boolean follows(Release other) {
        return bundle.equals(other.bundle) && version.compareTo(other.version) > 0;
    }
}
