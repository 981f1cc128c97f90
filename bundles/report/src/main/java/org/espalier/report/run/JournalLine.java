package org.espalier.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the journal.
 *
 * @param number its place in the file, from 1
 * @param kind   "growth", "rejected", "checkpoint" …
 * @param step   optimizer steps done
 * @param fields everything else
 */
public record JournalLine(int number, String kind, long step, JsonNode fields) {
    /** A whole growth entry or plugin with its settings, as YAML; in older journals with {@code =}. */
    private static final Pattern WHOLE = Pattern.compile("\\{(?:.*?, )?type(?:: |=)([^,}]+).*\\}");

    /** A number as Java writes it, such as 5.0E-4; people write 5e-4. */
    private static final Pattern JAVAS =
            Pattern.compile("(?<![\\w.])(\\d+(?:\\.(?!0E)\\d+)?)(?:\\.0)?E(-?\\d+)(?![\\w.])");

    /** A field's text; empty if it is not there. */
    public String text(String name) {
        return fields.path(name).asText("");
    }

    /** A field's number; 0 if it is not there. */
    public long number(String name) {
        return fields.path(name).asLong(0);
    }

    /** The value of before, for people: of a whole entry the name of its strategy, if that says what is another now. */
    public String from() {
        return plain(namesTell() ? name("from") : text("from"));
    }

    /** The value of now, likewise. */
    public String to() {
        return plain(namesTell() ? name("to") : text("to"));
    }

    private static String plain(String value) {
        return JAVAS.matcher(value).replaceAll("$1e$2");
    }

    private boolean namesTell() {
        return !name("from").equals(name("to"));
    }

    private String name(String field) {
        Matcher whole = WHOLE.matcher(text(field));
        return whole.matches() ? whole.group(1) : text(field);
    }

    /** Where the page shows it. */
    public String anchor() {
        return "journal-" + number;
    }
}
