package org.espalier.shell.display;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.RunEvent.DimSize;

/** Growable sizes as rows of bars: {@code modes    L0 ██████░░░░░░ 6   L1 ████░░░░░░░░ 4}. */
final class DimRows {
    private static final int[] BARS = {12, 8, 5, 0};
    private static final int LABEL = 8;
    private static final int MOST_LINES = 4;
    private static final String GAP = "   ";

    private DimRows() {}

    /**
     * One row per kind of dim, with the longest bars that fit; where none fit, sizes without bars on up to four lines.
     *
     * @param dims    in the run's order; resolutions are left out, they stand elsewhere
     * @param columns width of the terminal
     */
    static List<String> of(List<DimSize> dims, int columns, Glyphs glyphs) {
        Map<String, List<DimSize>> rows = new LinkedHashMap<>();
        for (DimSize dim : dims) {
            if (!RunProgress.isResolution(dim)) {
                rows.computeIfAbsent(DimNames.row(dim.name()), row -> new ArrayList<>())
                        .add(dim);
            }
        }
        List<String> lines = new ArrayList<>();
        rows.forEach((label, row) -> lines.addAll(row(label, row, columns, glyphs)));
        return lines;
    }

    private static List<String> row(String label, List<DimSize> dims, int columns, Glyphs glyphs) {
        String head = label + " ".repeat(Math.max(1, LABEL + 1 - label.length()));
        for (int width : BARS) {
            List<String> cells =
                    dims.stream().map(dim -> cell(dim, width, glyphs)).toList();
            String line = head + String.join(GAP, cells);
            if (line.length() <= columns) return List.of(line);
            if (width == 0) return wrapped(head, cells, columns, glyphs);
        }
        return List.of();
    }

    private static List<String> wrapped(String head, List<String> cells, int columns, Glyphs glyphs) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(head);
        for (String cell : cells) {
            if (line.length() > head.length() && line.length() + cell.length() > columns) {
                if (lines.size() == MOST_LINES - 1) {
                    lines.add(line.append(glyphs.ellipsis()).toString());
                    return lines;
                }
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(head.length()));
            }
            line.append(cell).append(GAP);
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    private static String cell(DimSize dim, int width, Glyphs glyphs) {
        String place = DimNames.place(dim.name());
        String name = place.isEmpty() ? "" : place + " ";
        // One character per entry where they are few, so that a step is a step.
        int cells = Math.min(width, Math.max(1, dim.limit()));
        if (width == 0) return name + dim.size() + "/" + dim.limit();
        return name + glyphs.bar((double) dim.size() / Math.max(1, dim.limit()), cells) + " " + dim.size();
    }
}
