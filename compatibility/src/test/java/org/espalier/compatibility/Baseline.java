package org.espalier.compatibility;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import aQute.bnd.service.diff.Type;
import aQute.bnd.version.Version;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A comparison of two jars by what they export. The differences are bnd's; which version they call for is said here, since bnd
 * asks nothing of versions below 1.0.
 */
final class Baseline {
    private static final Set<Delta> CHANGES = EnumSet.of(Delta.MINOR, Delta.MAJOR, Delta.ADDED, Delta.REMOVED);

    private Baseline() {}

    /** Every package that either jar exports, with its change. */
    static List<PackageChange> compare(Jar newer, Jar older) throws Exception {
        try (Processor processor = new Processor()) {
            List<PackageChange> changes = new ArrayList<>();
            new aQute.bnd.differ.Baseline(processor, new DiffPluginImpl())
                    .baseline(newer, older, null)
                    .forEach(info -> changes.add(change(info)));
            return changes;
        }
    }

    private static PackageChange change(aQute.bnd.differ.Baseline.Info info) {
        List<String> what = new ArrayList<>();
        for (Diff type : info.packageDiff.getChildren()) {
            collect(type, type.getName(), what);
        }
        return new PackageChange(
                info.packageName,
                whole(info.olderVersion),
                whole(info.newerVersion),
                info.packageDiff.getDelta(),
                what);
    }

    private static Version whole(Version version) {
        return version == null ? Version.emptyVersion : version.getWithoutQualifier();
    }

    /** The innermost differences, each with its type. */
    private static void collect(Diff diff, String where, List<String> what) {
        if (!CHANGES.contains(diff.getDelta()) || diff.getType() == Type.VERSION) {
            return;
        }
        boolean inner = false;
        for (Diff child : diff.getChildren()) {
            if (diff.getDelta() != Delta.ADDED
                    && diff.getDelta() != Delta.REMOVED
                    && CHANGES.contains(child.getDelta())) {
                collect(child, where + " " + child.getName(), what);
                inner = true;
            }
        }
        if (!inner) {
            what.add(diff.getDelta().name().toLowerCase(Locale.ROOT) + " " + where);
        }
    }
}
