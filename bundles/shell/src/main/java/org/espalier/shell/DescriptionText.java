package org.espalier.shell;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.run.PluginCard;
import org.espalier.api.run.PluginDescription;
import org.espalier.api.run.SettingDescription;
import org.espalier.shell.display.Terminal;

/** Descriptions as lines for people; on a terminal the last column is folded to its width. */
final class DescriptionText {
    private static final List<String> HEADS = List.of("KEY", "TYPE", "RANGE", "DEFAULT", "MEANING");
    private static final int NARROWEST = 24;
    private final Terminal terminal;

    DescriptionText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Kind by kind, a line for each plugin. */
    List<String> list(List<PluginDescription> plugins) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("KIND", "NAME", "PURPOSE"));
        String last = "";
        for (PluginDescription plugin : plugins) {
            String kind = plugin.card().kind();
            rows.add(List.of(kind.equals(last) ? "" : kind, plugin.card().name(), plugin.purpose()));
            last = kind;
        }
        return table(rows);
    }

    /** A page for each plugin. */
    List<String> pages(List<PluginDescription> plugins) {
        List<String> lines = new ArrayList<>();
        for (PluginDescription plugin : plugins) {
            if (!lines.isEmpty()) lines.add("");
            lines.addAll(page(plugin));
        }
        return lines;
    }

    /** The keys of a job. */
    List<String> job(List<SettingDescription> settings) {
        return settings(settings);
    }

    private List<String> page(PluginDescription plugin) {
        PluginCard card = plugin.card();
        List<String> lines = new ArrayList<>();
        lines.add(card.kind() + " " + card.name() + (plugin.purpose().isEmpty() ? "" : ": " + plugin.purpose()));
        lines.add("");
        if (plugin.settings().isEmpty()) {
            lines.add("no settings");
        } else {
            lines.addAll(settings(plugin.settings()));
        }
        lines.add("");
        if (!plugin.sees().isEmpty()) lines.add("sees    " + String.join(", ", plugin.sees()));
        lines.add("schema  " + plugin.schema());
        lines.add("bundle  " + card.bundle() + " " + card.version());
        return lines;
    }

    private List<String> settings(List<SettingDescription> settings) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADS);
        settings.forEach(setting -> rows.add(SettingRow.of(setting)));
        return table(rows);
    }

    private List<String> table(List<List<String>> rows) {
        int last = rows.get(0).size() - 1;
        int before = 0;
        for (int i = 0; i < last; i++) {
            int column = i;
            before += 2
                    + rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0);
        }
        int left = terminal.columns() - before;
        int width = terminal.live() && left >= NARROWEST ? left : Integer.MAX_VALUE;
        Table table = new Table(rows.get(0).toArray(String[]::new));
        for (List<String> row : rows.subList(1, rows.size())) {
            List<String> folded = fold(row.get(last), width);
            for (int i = 0; i < folded.size(); i++) {
                String[] cells = new String[last + 1];
                for (int c = 0; c < last; c++) cells[c] = i == 0 ? row.get(c) : "";
                cells[last] = folded.get(i);
                table.row(cells);
            }
        }
        return table.lines();
    }

    /** Words in lines no longer than the width, unless a single word is. */
    static List<String> fold(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
