package org.espalier.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.run.JournalLine;
import org.espalier.report.run.RunRecord;

/** The journal, line by line; each line is what a step of a growth lane leads to. */
final class JournalPart {
    private static final int MOST = 4000;
    /** Fields that have a column of their own, or none. */
    private static final Set<String> KNOWN = Set.of(
            "kind", "step", "at", "entry", "why", "dim", "from", "to", "dims", "op", "key", "actor", "because", "ops",
            "note");

    private final RunRecord run;

    JournalPart(RunRecord run) {
        this.run = run;
    }

    void write(Markup page) {
        Page.part(page, "Journal");
        List<JournalLine> lines = run.journal();
        if (lines.isEmpty()) {
            Page.nothing(page, "journal.jsonl is not there, or empty.");
        } else {
            page.open("div", "class", "wide")
                    .open("table", "class", "journal")
                    .open("thead")
                    .open("tr");
            for (String head : List.of("step", "what", "entry", "change", "why", "more")) {
                page.element("th", head, "scope", "col");
            }
            page.close().close().open("tbody");
            lines.stream().limit(MOST).forEach(line -> row(page, line));
            page.close().close().close();
            if (lines.size() > MOST) Page.nothing(page, lines.size() - MOST + " more lines are in journal.jsonl.");
        }
        page.close();
    }

    private static void row(Markup page, JournalLine line) {
        page.open("tr", "id", line.anchor(), "class", tone(line.kind()));
        page.element("td", Figures.whole(line.step()), "class", "number");
        page.element("td", line.kind(), "title", line.text("at"))
                .element("td", line.text("entry") + line.text("actor"));
        page.element("td", change(line)).element("td", ChangesPart.reason(line) + line.text("message"));
        page.element("td", more(line), "class", "more").close();
    }

    private static String change(JournalLine line) {
        if (line.fields().has("dims")) return births(line.fields().path("dims"));
        if (line.fields().has("ops")) return operations(line.fields().path("ops"));
        if (!line.text("key").isEmpty()) return ChangesPart.change(line);
        if (line.text("dim").isEmpty()) return "";
        String operation = line.text("op").isEmpty() || line.text("op").equals("resize") ? "" : line.text("op") + " ";
        String sizes = line.fields().has("to") ? " " + line.text("from") + " → " + line.text("to") : "";
        String note = line.text("note").isEmpty() ? "" : " (" + line.text("note") + ")";
        return operation + line.text("dim") + sizes + note;
    }

    /** A plan in words; its arrays are in the journal. */
    private static String operations(JsonNode ops) {
        List<String> words = new ArrayList<>();
        for (JsonNode op : ops) {
            String what = op.path("op").asText() + " " + op.path("dim").asText()
                    + op.path("parameter").asText();
            String size = op.path("size").asText() + op.path("keep").asText();
            words.add(size.isEmpty() ? what : what + " to " + size);
        }
        return String.join(", ", words);
    }

    private static String births(JsonNode dims) {
        List<String> births = new ArrayList<>();
        dims.fields()
                .forEachRemaining(dim -> births.add(
                        dim.getKey() + " " + dim.getValue().path("size").asText("?")));
        return String.join(", ", births);
    }

    private static String more(JournalLine line) {
        List<String> more = new ArrayList<>();
        line.fields().fields().forEachRemaining(field -> {
            if (!KNOWN.contains(field.getKey()) && !field.getKey().equals("message")) {
                JsonNode value = field.getValue();
                more.add(field.getKey() + " " + (value.isValueNode() ? value.asText() : value.toString()));
            }
        });
        return String.join(", ", more);
    }

    private static String tone(String kind) {
        return switch (kind) {
            case "growth", "birth" -> "grew";
            case "fault", "rejected", "rolled-back", "swap-refused", "order-refused", "order-dropped" -> "wrong";
            case "set", "swap", "fork", "pause", "unpause" -> "changed";
            default -> "plain";
        };
    }
}
