package org.espalier.report.run;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A line of the journal.
 *
 * @param number its place in the file, from 1
 * @param kind   "growth", "rejected", "checkpoint" …
 * @param step   optimizer steps done
 * @param fields everything else
 */
public record JournalLine(int number, String kind, long step, JsonNode fields) {
    /** A field's text; empty if it is not there. */
    public String text(String name) {
        return fields.path(name).asText("");
    }

    /** A field's number; 0 if it is not there. */
    public long number(String name) {
        return fields.path(name).asLong(0);
    }

    /** Where the page shows it. */
    public String anchor() {
        return "journal-" + number;
    }
}
