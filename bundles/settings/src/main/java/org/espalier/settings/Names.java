package org.espalier.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names as people write them: kebab case, and the known names nearest to one that is not known. */
public final class Names {
    private static final int SHOWN = 3;
    private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private Names() {}

    /** Whether a name is in kebab case: {@code explained-ratio}. */
    public static boolean isKebab(String name) {
        return KEBAB.matcher(name).matches();
    }

    /** A Java name in kebab case: {@code maxModes} and {@code MAX_MODES} give {@code max-modes}. */
    public static String kebab(String javaName) {
        if (javaName.equals(javaName.toUpperCase(Locale.ROOT))) {
            return javaName.toLowerCase(Locale.ROOT).replace('_', '-');
        }
        StringBuilder kebab = new StringBuilder();
        for (int i = 0; i < javaName.length(); i++) {
            char c = javaName.charAt(i);
            if (Character.isUpperCase(c) && i > 0) {
                kebab.append('-');
            }
            kebab.append(Character.toLowerCase(c));
        }
        return kebab.toString();
    }

    /**
     * The known names that a wrong one may have meant, nearest first, at most three; empty if none is near. Those of which it
     * is a whole word, as {@code l2} is of {@code relative-l2}, are nearer than all that have other letters.
     */
    public static List<String> nearest(String wrong, Collection<String> known) {
        // Of a name of two letters both may not differ, or every other such name would be near.
        int far = Math.min(Math.max(2, wrong.length() / 3), Math.max(1, wrong.length() - 1));
        List<String> near = new ArrayList<>();
        for (String name : known) {
            if (isWordOf(wrong, name) || distance(wrong, name) <= far || wrong.length() > 2 && name.startsWith(wrong)) {
                near.add(name);
            }
        }
        near.sort(Comparator.<String>comparingInt(n -> isWordOf(wrong, n) ? 0 : distance(wrong, n))
                .thenComparing(Comparator.naturalOrder()));
        return near.subList(0, Math.min(SHOWN, near.size()));
    }

    private static boolean isWordOf(String word, String name) {
        return Arrays.asList(name.split("-")).contains(word);
    }

    /** What to say of a wrong name: {@code no such key, did you mean explained? there are buffer, explained}. */
    public static String unknown(String what, String wrong, Collection<String> known) {
        List<String> near = nearest(wrong, known);
        return "no such " + what
                + (near.isEmpty() ? "" : ", did you mean " + String.join(" or ", near) + "?")
                + (near.isEmpty() ? "; " : " ")
                + (known.isEmpty() ? "there are none" : "there are " + String.join(", ", known));
    }

    /** Edit distance in which a swap of neighbours counts as one (optimal string alignment); long names are cut. */
    static int distance(String a, String b) {
        int most = 64;
        String x = a.length() > most ? a.substring(0, most) : a;
        String y = b.length() > most ? b.substring(0, most) : b;
        int[] twoAgo = new int[y.length() + 1];
        int[] last = new int[y.length() + 1];
        Arrays.setAll(last, i -> i);
        for (int i = 1; i <= x.length(); i++) {
            int[] now = new int[y.length() + 1];
            now[0] = i;
            for (int j = 1; j <= y.length(); j++) {
                int change = x.charAt(i - 1) == y.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(Math.min(now[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && x.charAt(i - 1) == y.charAt(j - 2) && x.charAt(i - 2) == y.charAt(j - 1)) {
                    now[j] = Math.min(now[j], twoAgo[j - 2] + 1);
                }
            }
            twoAgo = last;
            last = now;
        }
        return last[y.length()];
    }
}
