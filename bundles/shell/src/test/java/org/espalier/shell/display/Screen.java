package org.espalier.shell.display;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows after some output: lines, with the few escape codes that displays use. */
final class Screen {
    private static final Pattern TOKEN = Pattern.compile("\u001b\\[(\\??)(\\d*)([A-Za-z])|\n|\r|[^\u001b\n\r]+");
    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;

    private Screen() {}

    static List<String> after(String output) {
        Screen screen = new Screen();
        Matcher token = TOKEN.matcher(output);
        int at = 0;
        while (token.find()) {
            if (token.start() != at) throw new AssertionError("an unknown code at " + at);
            screen.apply(token);
            at = token.end();
        }
        List<String> shown = new ArrayList<>(
                screen.lines.stream().map(StringBuilder::toString).toList());
        while (!shown.isEmpty() && shown.get(shown.size() - 1).isEmpty()) shown.remove(shown.size() - 1);
        return shown;
    }

    private void apply(Matcher token) {
        String text = token.group();
        if (text.equals("\n")) {
            row++;
            if (row == lines.size()) lines.add(new StringBuilder());
        } else if (text.equals("\r")) {
            return;
        } else if (text.charAt(0) != '\u001b') {
            lines.get(row).append(text);
        } else if (token.group(3).equals("A")) {
            row -= Integer.parseInt(token.group(2));
        } else if (token.group(3).equals("J")) {
            while (lines.size() > row) lines.remove(lines.size() - 1);
            lines.add(new StringBuilder());
        }
    }
}
