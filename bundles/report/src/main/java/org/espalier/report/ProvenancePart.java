package org.espalier.report;

import com.fasterxml.jackson.databind.JsonNode;
import org.espalier.report.draw.Markup;
import org.espalier.report.run.RunRecord;

/** Where the run comes from: versions, seeds, checksums, machine. */
final class ProvenancePart {
    private static final int DEEPEST = 8;
    private final RunRecord run;

    ProvenancePart(RunRecord run) {
        this.run = run;
    }

    void write(Markup page) {
        Page.part(page, "Provenance");
        if (run.provenance().isEmpty()) {
            Page.nothing(page, "provenance.json is not there.");
        } else {
            page.open("div", "class", "wide").open("table", "class", "facts").open("tbody");
            rows(page, "", run.provenance(), 0);
            page.close().close().close();
        }
        page.close();
    }

    private static void rows(Markup page, String path, JsonNode node, int depth) {
        if (node.isObject() && depth < DEEPEST) {
            node.fields()
                    .forEachRemaining(fact -> rows(
                            page,
                            path.isEmpty() ? fact.getKey() : path + " · " + fact.getKey(),
                            fact.getValue(),
                            depth + 1));
        } else {
            page.open("tr").element("th", path, "scope", "row");
            page.element("td", node.isValueNode() ? node.asText() : node.toString())
                    .close();
        }
    }
}
