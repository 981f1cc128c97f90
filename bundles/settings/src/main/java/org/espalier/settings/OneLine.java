package org.espalier.settings;

import org.jspecify.annotations.Nullable;

/** Values and keys from files as they may be shown: one line, no control characters, not too long. */
public final class OneLine {
    private static final int MOST = 120;

    private OneLine() {}

    /** A value as one line; text that is empty or holds blanks stands in quotes. */
    public static String of(@Nullable Object value) {
        String text = String.valueOf(value);
        boolean quoted = value instanceof CharSequence && (text.isEmpty() || text.indexOf(' ') >= 0);
        return quoted ? quoted(text) : plain(text);
    }

    /** Text in quotes, on one line, not too long. */
    static String quoted(String text) {
        return '"' + plain(text) + '"';
    }

    /** Text of any length without control characters: what plugins say of themselves. */
    public static String whole(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
    }

    /** Text without control characters, cut after 120 characters. */
    public static String plain(String text) {
        String cut = text.length() > MOST ? text.substring(0, MOST - 1) + "…" : text;
        StringBuilder line = new StringBuilder(cut.length());
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            boolean hidden = Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || c == '\u2028'
                    || c == '\u2029';
            line.append(hidden ? '?' : c);
        }
        return line.toString();
    }
}
