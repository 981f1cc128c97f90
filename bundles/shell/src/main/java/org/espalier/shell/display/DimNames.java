package org.espalier.shell.display;

import java.util.regex.Pattern;

/** Names of dims in narrow places: {@code layer0.modes} is {@code L0.modes}, and {@code L0} in a row of modes. */
final class DimNames {
    private static final Pattern NUMBERED = Pattern.compile("(?<![a-z])(layer|block)(\\d+)");

    private DimNames() {}

    /** The whole name, abbreviated. */
    static String brief(String name) {
        return NUMBERED.matcher(name)
                .replaceAll(found -> (found.group(1).equals("layer") ? "L" : "B") + found.group(2));
    }

    /** The row to which a dim belongs: the last part of its name. */
    static String row(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** What names it within its row; empty for a dim without parents. */
    static String place(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : brief(name.substring(0, dot));
    }
}
