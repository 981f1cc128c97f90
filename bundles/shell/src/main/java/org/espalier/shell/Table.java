package org.espalier.shell;

import java.util.ArrayList;
import java.util.List;

/** Texts in aligned columns. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        row(heads);
    }

    /** Adds a row with as many cells as there are heads. */
    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** Heads first, columns two spaces apart. */
    List<String> lines() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++)
                widths[i] = Math.max(widths[i], row.get(i).length());
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
