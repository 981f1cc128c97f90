package org.espalier.launcher;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One thing that {@code doctor} looked at, what it saw, and, where that is not well, what to do. */
record Finding(Health health, String subject, String seen, @Nullable String advice) {

    /** How bad a finding is; only {@code BAD} makes the doctor's exit code non-zero. */
    enum Health {
        GOOD,
        DOUBTFUL,
        BAD
    }

    static Finding good(String subject, String seen) {
        return new Finding(Health.GOOD, subject, seen, null);
    }

    static Finding doubtful(String subject, String seen, String advice) {
        return new Finding(Health.DOUBTFUL, subject, seen, advice);
    }

    static Finding bad(String subject, String seen, String advice) {
        return new Finding(Health.BAD, subject, seen, advice);
    }

    String line() {
        String mark =
                switch (health) {
                    case GOOD -> "ok  ";
                    case DOUBTFUL -> "hm  ";
                    case BAD -> "BAD ";
                };
        String line = mark + "%-10s %s".formatted(subject, seen);
        return advice == null ? line : line + System.lineSeparator() + " ".repeat(15) + "-> " + advice;
    }

    /** The same for programs: one object on one line, {@code advice} only where there is one. */
    String json() {
        String known = "{\"health\":" + quoted(health.name().toLowerCase(Locale.ROOT)) + ",\"subject\":"
                + quoted(subject) + ",\"seen\":" + quoted(seen);
        return known + (advice == null ? "" : ",\"advice\":" + quoted(advice)) + "}";
    }

    /** A JSON string (RFC 8259); written here, since the launcher has no library for it. */
    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') json.append('\\').append(c);
            else if (c < ' ') json.append("\\u%04x".formatted((int) c));
            else json.append(c);
        }
        return json.append('"').toString();
    }
}
