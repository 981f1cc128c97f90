package org.espalier.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.espalier.api.run.PluginDescription;
import org.espalier.api.run.SettingDescription;

/** Descriptions as the tables of the documentation. Versions are left out: a page must not change with each of them. */
final class SettingsMarkdown {
    private static final List<String> INTRODUCTION = List.of(
            "<!-- Made by espalier describe --markdown; edit the settings records instead. -->",
            "# Settings",
            "",
            "Every key of a job file, those of the host first, then those of each plugin. `--set KEY=VALUE` takes the same keys,",
            "dotted, with an entry of `growth` by its id: `--set growth.modes.explained=0.9`. `espalier describe NAME` prints one of",
            "these tables for the plugins that are there, dropped-in ones included.");

    private SettingsMarkdown() {}

    /** The whole page. */
    static List<String> page(List<SettingDescription> job, List<PluginDescription> plugins) {
        List<String> lines = new ArrayList<>(INTRODUCTION);
        lines.add("");
        lines.addAll(job(job));
        String last = "";
        for (PluginDescription plugin : plugins) {
            String kind = plugin.card().kind();
            lines.add("");
            if (!kind.equals(last)) {
                lines.add("## " + capital(kind));
                lines.add("");
            }
            lines.addAll(of(plugin));
            last = kind;
        }
        return lines;
    }

    /** The keys of the host. */
    static List<String> job(List<SettingDescription> settings) {
        List<String> lines = new ArrayList<>();
        lines.add("## Job");
        lines.add("");
        lines.addAll(table(settings));
        return lines;
    }

    /** Some plugins alone. */
    static List<String> of(List<PluginDescription> plugins) {
        List<String> lines = new ArrayList<>();
        for (PluginDescription plugin : plugins) {
            if (!lines.isEmpty()) lines.add("");
            lines.addAll(of(plugin));
        }
        return lines;
    }

    private static List<String> of(PluginDescription plugin) {
        List<String> lines = new ArrayList<>();
        lines.add("### " + plugin.card().kind() + " `" + plugin.card().name() + "`");
        lines.add("");
        String sees = plugin.sees().stream().map(SettingsMarkdown::code).collect(Collectors.joining(", "));
        lines.add((plugin.purpose().isEmpty() ? "" : capital(escaped(plugin.purpose())) + ". ")
                + (sees.isEmpty() ? "" : "Sees " + sees + ". ")
                + "From " + code(plugin.card().bundle())
                + (plugin.settings().isEmpty() ? "; no settings." : "."));
        if (!plugin.settings().isEmpty()) {
            lines.add("");
            lines.addAll(table(plugin.settings()));
        }
        return lines;
    }

    private static List<String> table(List<SettingDescription> settings) {
        List<String> lines = new ArrayList<>();
        lines.add("| key | type | range | default | meaning |");
        lines.add("|---|---|---|---|---|");
        for (SettingDescription setting : settings) {
            List<String> cells = SettingRow.of(setting);
            boolean given = setting.fallback().isPresent();
            lines.add("| " + code(cells.get(0)) + " | " + escaped(cells.get(1)) + " | " + escaped(cells.get(2)) + " | "
                    + (given ? code(cells.get(3)) : cells.get(3)) + " | " + escaped(cells.get(4)) + " |");
        }
        return lines;
    }

    private static String code(String text) {
        return "`" + text.replace("`", "'").replace("|", "\\|") + "`";
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_<>|\\[\\]])", "\\\\$1");
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
