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
        return new PackageChange(
                info.packageName,
                whole(info.olderVersion),
                whole(info.newerVersion),
                info.packageDiff.getDelta(),
                words(info.packageDiff));
    }

    private static Version whole(Version version) {
        return version == null ? Version.emptyVersion : version.getWithoutQualifier();
    }

    /** The innermost differences, each with its type; where there are some that break, these alone. */
    private static List<String> words(Diff changed) {
        Delta total = changed.getDelta();
        List<String> what = new ArrayList<>();
        collect(changed, "", total == Delta.MAJOR, what);
        return what;
    }

    private static void collect(Diff diff, String where, boolean breaksOnly, List<String> what) {
        for (Diff child : diff.getChildren()) {
            if (child.getType() == Type.VERSION || !CHANGES.contains(child.getDelta())) {
                continue;
            }
            String name = where + " " + child.getName();
            boolean whole = child.getDelta() == Delta.ADDED || child.getDelta() == Delta.REMOVED;
            if (!whole && !child.getChildren().isEmpty()) {
                collect(child, name, breaksOnly, what);
            } else if (!breaksOnly || severity(child) == Delta.MAJOR) {
                what.add(child.getDelta().name().toLowerCase(Locale.ROOT) + name);
            }
        }
    }

    /** What the difference means to whoever was built against the baseline. */
    private static Delta severity(Diff diff) {
        return switch (diff.getDelta()) {
            case ADDED -> diff.getNewer().ifAdded();
            case REMOVED -> diff.getOlder().ifRemoved();
            default -> diff.getDelta();
        };
    }
}
