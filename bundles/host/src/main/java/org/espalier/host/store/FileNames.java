package org.espalier.host.store;

import java.util.regex.Pattern;
import org.espalier.settings.OneLine;

/** Names of files inside a directory that can never lead out of it. */
final class FileNames {
    private static final Pattern SAFE =
            Pattern.compile("([A-Za-z0-9_][A-Za-z0-9._-]{0,99}/){0,3}[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    private FileNames() {}

    /** Whether a name is relative, has at most four parts, and no part that begins with a dot or holds odd characters. */
    static boolean safe(String name) {
        return SAFE.matcher(name).matches();
    }

    /** The name; IllegalArgumentException if it is not safe. */
    static String checked(String name) {
        if (!safe(name)) {
            throw new IllegalArgumentException("\"" + OneLine.plain(name) + "\" cannot name a file of a run");
        }
        return name;
    }
}
