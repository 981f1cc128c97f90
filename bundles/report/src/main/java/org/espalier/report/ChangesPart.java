package org.espalier.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.run.JournalLine;
import org.espalier.report.run.RunRecord;

/** What people and bundles changed while the run lasted: settings, swaps, pauses, forks; and which bundles it ran with when. */
final class ChangesPart {
    private static final Set<String> KINDS = Set.of(
            "set",
            "swap",
            "swap-refused",
            "order-refused",
            "order-dropped",
            "pause",
            "unpause",
            "checkpoint",
            "fork",
            "replay",
            "waiting",
            "missing",
            "returned",
            "replaced");
    private final RunRecord run;

    ChangesPart(RunRecord run) {
        this.run = run;
    }

    void write(Markup page) {
        Page.part(page, "Changes");
        List<JournalLine> changes = run.journal().stream()
                .filter(line -> KINDS.contains(line.kind()))
                .toList();
        if (changes.isEmpty()) {
            Page.nothing(page, "Nothing was changed while it trained.");
        } else {
            table(page, List.of("step", "at", "what", "change", "by", "why"));
            for (JournalLine line : changes) {
                page.open("tr").open("td", "class", "number");
                page.element("a", Figures.whole(line.step()), "href", "#" + line.anchor())
                        .close();
                page.element("td", line.text("at")).element("td", line.kind()).element("td", change(line));
                page.element("td", line.text("actor") + line.text("entry")).element("td", reason(line));
                page.close();
            }
            page.close().close().close();
        }
        bundles(page);
        page.close();
    }

    private static void table(Markup page, List<String> heads) {
        page.open("div", "class", "wide").open("table").open("thead").open("tr");
        for (String head : heads) page.element("th", head, "scope", "col");
        page.close().close().open("tbody");
    }

    /** What a line says is another now. */
    static String change(JournalLine line) {
        if (line.kind().equals("fork"))
            return "of " + line.text("parent") + settings(line.fields().path("settings"));
        if (!line.fields().has("to")) return (line.text("key") + " " + line.text("name") + line.text("of")).strip();
        String change = line.text("key") + " " + shown(line.from()) + " → " + shown(line.to());
        return line.text("note").isEmpty() ? change : change + " (" + line.text("note") + ")";
    }

    private static String settings(JsonNode settings) {
        List<String> words = new ArrayList<>();
        settings.fields()
                .forEachRemaining(field ->
                        words.add(field.getKey() + "=" + field.getValue().asText()));
        return words.isEmpty() ? "" : " with " + String.join(", ", words);
    }

    private static String shown(String value) {
        return value.isEmpty() ? "nothing" : value;
    }

    /** Why, in the words of whoever did it. */
    static String reason(JournalLine line) {
        String because = line.text("because");
        String why = line.text("why");
        return because.isEmpty() || why.isEmpty() ? because + why : because + "; " + why;
    }

    /** The bundles at birth, and what was another whenever the run went on. */
    private void bundles(Markup page) {
        List<JournalLine> lives = run.journal().stream()
                .filter(line -> line.fields().path("bundles").isArray())
                .toList();
        if (lives.isEmpty()) return;
        page.element("h3", "Bundles over time");
        table(page, List.of("step", "at", "bundles"));
        Map<String, String> before = Map.of();
        for (JournalLine line : lives) {
            Map<String, String> now = versions(line.fields().path("bundles"));
            page.open("tr").element("td", Figures.whole(line.step()), "class", "number");
            page.element("td", line.text("at"))
                    .element("td", words(before, now))
                    .close();
            before = now;
        }
        page.close().close().close();
    }

    private static Map<String, String> versions(JsonNode bundles) {
        Map<String, String> versions = new LinkedHashMap<>();
        for (JsonNode bundle : bundles) {
            String text = bundle.asText();
            int blank = text.indexOf(' ');
            versions.put(blank < 0 ? text : text.substring(0, blank), blank < 0 ? "" : text.substring(blank + 1));
        }
        return versions;
    }

    private static String words(Map<String, String> before, Map<String, String> now) {
        List<String> words = new ArrayList<>();
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            String was = before.getOrDefault(name, "");
            String is = now.getOrDefault(name, "gone");
            if (before.isEmpty()) words.add(name + " " + is);
            else if (!was.equals(is)) words.add(name + " " + (was.isEmpty() ? "" : was + " → ") + is);
        }
        return words.isEmpty() ? "the same" : String.join(", ", words);
    }
}
