package org.espalier.door;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON objects of texts, whole numbers and truth values: all that a card needs, without a library in the launcher. */
final class FlatJson {
    private static final String TEXT = "\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"";
    private static final Pattern MEMBER =
            Pattern.compile("\\s*" + TEXT + "\\s*:\\s*(?:" + TEXT + "|(-?\\d{1,18}|true|false))\\s*([,}])");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

    private FlatJson() {}

    /** An object with one member a line. */
    static String write(Map<String, Object> members) {
        StringBuilder text = new StringBuilder("{");
        members.forEach((name, value) -> text.append(text.length() == 1 ? "\n  " : ",\n  ")
                .append(quoted(name))
                .append(": ")
                .append(value instanceof String word ? quoted(word) : value));
        return text.append("\n}\n").toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /**
     * The members of an object, numbers and truth values as they are written.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    static Map<String, String> read(String text) {
        String whole = text.strip();
        Map<String, String> members = new LinkedHashMap<>();
        if (!whole.startsWith("{")) throw new IllegalArgumentException("no object of texts and numbers");
        Matcher member = MEMBER.matcher(whole).region(1, whole.length());
        while (member.lookingAt()) {
            String value = member.group(2) == null ? member.group(3) : unescaped(member.group(2));
            if (members.put(unescaped(member.group(1)), value) != null)
                throw new IllegalArgumentException(member.group(1) + " is there twice");
            if (member.group(4).equals("}") && member.end() == whole.length()) return members;
            member.region(member.end(), whole.length());
        }
        throw new IllegalArgumentException("no object of texts and numbers");
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) != null
                                ? String.valueOf((char) Integer.parseInt(found.group(1), 16))
                                : escape(found.group(2))));
    }

    private static String escape(String letter) {
        return switch (letter) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            case "b" -> "\b";
            case "f" -> "\f";
            default -> letter;
        };
    }
}
