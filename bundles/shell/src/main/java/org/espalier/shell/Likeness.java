package org.espalier.shell;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which of a few words somebody has meant by one that is none of them. */
final class Likeness {
    /** So many letters may be too many or missing; swapped ones do not count, since short words are mostly mistyped so. */
    private static final int MOST = 2;

    private Likeness() {}

    /** The word that shares most letters with a wrong one; empty if none is near. */
    static Optional<String> nearest(String wrong, Collection<String> words) {
        return words.stream()
                .filter(word -> difference(wrong, word) <= MOST)
                .min(Comparator.<String>comparingInt(word -> difference(wrong, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters only one of two words has. */
    private static int difference(String one, String other) {
        StringBuilder rest = new StringBuilder(other);
        int alone = 0;
        for (int i = 0; i < one.length(); i++) {
            int at = rest.indexOf(one.substring(i, i + 1));
            if (at < 0) {
                alone++;
            } else {
                rest.deleteCharAt(at);
            }
        }
        return alone + rest.length();
    }
}
