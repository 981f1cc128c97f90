package org.espalier.launcher;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** What keeps one bundle from being active, in words for people who do not know what a resolver is. */
final class BundleTrouble {
    private static final Pattern REQUIREMENT =
            Pattern.compile("missing requirement \\[[^\\]]*\\]\\([^)]*\\)\\] ([\\w.]+); (\\(.*?\\)+)(?= |\\]|$)");

    private BundleTrouble() {}

    /** One line about {@code bundle}; {@code failure} is what the framework reported when it tried to start it. */
    static String line(String name, Bundle bundle, @Nullable Throwable failure) {
        // The framework reports on a thread of its own, and perhaps only after this; asking again answers at once.
        boolean idle = bundle.getState() == Bundle.INSTALLED || bundle.getState() == Bundle.RESOLVED;
        Throwable known = failure == null && idle ? tryToStart(bundle) : failure;
        String line = name + " is " + stateName(bundle);
        return known == null ? line : line + ": " + reason(known);
    }

    /** The last of the chained requirements is the one that nobody met. */
    private static String reason(Throwable failure) {
        String whole = LaunchException.rootReason(failure);
        Matcher requirement = REQUIREMENT.matcher(whole.split(" Unresolved requirements:")[0]);
        String missing = null;
        while (requirement.find()) missing = requirement.group(1) + " " + requirement.group(2);
        return missing == null ? whole : "nobody offers " + missing;
    }

    private static @Nullable Throwable tryToStart(Bundle bundle) {
        try {
            bundle.start();
            return null;
        } catch (BundleException e) {
            return e;
        }
    }

    private static String stateName(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.UNINSTALLED -> "uninstalled";
            case Bundle.INSTALLED -> "not resolved";
            case Bundle.RESOLVED -> "not started";
            case Bundle.STARTING -> "still starting";
            case Bundle.STOPPING -> "stopping";
            default -> "active";
        };
    }
}
