package org.espalier.report.compare;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/** What runs are called beside each other: job and number, and as much of the folders above as tells them apart. */
final class Labels {
    private static final int USUAL = 2;

    private Labels() {}

    static List<String> of(List<Path> directories) {
        List<Path> whole = directories.stream()
                .map(one -> one.toAbsolutePath().normalize())
                .toList();
        int longest = whole.stream().mapToInt(Path::getNameCount).max().orElse(USUAL);
        for (int names = USUAL; names <= longest; names++) {
            int last = names;
            List<String> labels = whole.stream().map(one -> end(one, last)).toList();
            if (new HashSet<>(labels).size() == labels.size()) return labels;
        }
        return whole.stream().map(Path::toString).toList();
    }

    private static String end(Path directory, int names) {
        int all = directory.getNameCount();
        return all < USUAL
                ? directory.toString()
                : directory.subpath(Math.max(0, all - names), all).toString().replace('\\', '/');
    }
}
