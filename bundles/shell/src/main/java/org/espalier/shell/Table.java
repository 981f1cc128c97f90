package org.espalier.shell;

import java.util.ArrayList;
import java.util.List;

/** Texts in aligned columns. A cell that is longer than a column may be wide moves what is right of it, in its own row alone. */
final class Table {
    /** No column is wider than this, however long one of its cells. */
    private static final int WIDEST = 72;

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
                widths[i] = Math.max(
                        widths[i], row.get(i).length() > WIDEST ? 0 : row.get(i).length());
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
