package org.espalier.compatibility;

import aQute.bnd.service.diff.Delta;
import aQute.bnd.version.Version;
import java.util.List;

/**
 * How one exported package differs from its baseline, as bnd judges it by {@code @ConsumerType} and {@code @ProviderType}.
 *
 * @param name  the package
 * @param older its version in the baseline
 * @param newer its version now; 0.0.0 if it is gone
 * @param delta MAJOR or REMOVED if somebody who uses it breaks, MINOR or ADDED if it has more than before
 * @param what  what changed, one line each
 */
record PackageChange(String name, Version older, Version newer, Delta delta, List<String> what) {
    /** Whether a plugin or a host that was built against the baseline no longer links, or no longer implements all there is. */
    boolean breaks() {
        return delta == Delta.MAJOR || delta == Delta.REMOVED;
    }

    /**
     * The version that the change calls for: after 1.0 the next major one where it breaks and the next minor one where it adds;
     * before 1.0, of which importers take one minor version alone, the next minor one where it breaks.
     */
    Version needed() {
        boolean stable = older.getMajor() > 0;
        if (breaks()) {
            return stable ? new Version(older.getMajor() + 1) : new Version(0, older.getMinor() + 1);
        }
        boolean adds = delta == Delta.MINOR || delta == Delta.ADDED;
        return stable && adds && older.compareTo(newer) <= 0
                ? new Version(older.getMajor(), older.getMinor() + 1)
                : older;
    }

    /** Whether the package's version says what the change calls for. */
    boolean declared() {
        return delta == Delta.ADDED || newer.compareTo(needed()) >= 0;
    }

    /** One line that says what is missing. */
    String refusal() {
        return delta == Delta.REMOVED
                ? name + " " + older + " is gone: nobody can import it; if it is to go, move the baseline"
                : name + " " + newer + ": needs version " + needed() + " against its baseline " + older + ", since "
                        + String.join("; ", what);
    }
}
