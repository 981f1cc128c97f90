package org.espalier.shell;

import java.util.ArrayList;
import java.util.List;

/** Texts in aligned columns. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();
    private int widest = Integer.MAX_VALUE;

    Table(String... heads) {
        row(heads);
    }

    /** Adds a row with as many cells as there are heads. */
    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** No column is wider than that: a longer cell moves what is right of it, in its own row alone. */
    Table atMost(int characters) {
        widest = characters;
        return this;
    }

    /** Heads first, columns two spaces apart. */
    List<String> lines() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++)
                widths[i] = Math.max(
                        widths[i], row.get(i).length() > widest ? 0 : row.get(i).length());
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i))
                    .append(" ".repeat(Math.max(0, widths[i] - row.get(i).length()) + 2));
        }
        return line.toString().stripTrailing();
    }
}
