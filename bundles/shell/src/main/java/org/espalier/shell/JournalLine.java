package org.espalier.shell;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.espalier.shell.display.Numbers;

/** A line of a run's journal for people. Kinds and fields that it does not know are shown as far as they are like others. */
record JournalLine(Map<String, Object> fields) {
    /** Of a file that may be somebody else's no field is shown longer. */
    private static final int MOST = 1000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    /** A whole growth entry or plugin with its settings, as YAML; in older journals with {@code =}. */
    private static final Pattern WHOLE = Pattern.compile("\\{(?:.*?, )?type(?:: |=)([^,}]+).*\\}");

    /** A table is as wide as its longest cell; {@code --json} has all of it. */
    private static final int LONGEST = 60;

    /** Adds it as a row: step, time, event, what, by whom, why. */
    void addTo(Table table) {
        table.row(text("step"), time(), event(), what(), by(), reason());
    }

    /** A size that falls has not grown. */
    private String event() {
        boolean cut = text("kind").equals("growth")
                && fields.get("from") instanceof Number from
                && fields.get("to") instanceof Number to
                && to.longValue() < from.longValue();
        return cut ? "cut" : text("kind");
    }

    private String time() {
        try {
            return TIME.format(Instant.parse(text("at")));
        } catch (DateTimeParseException e) {
            return text("at");
        }
    }

    private String what() {
        // Its step is that of the checkpoint from which the run went on; what came after it has been cut off.
        if (text("kind").equals("resume")) return "from the checkpoint of step " + text("step");
        if (text("kind").equals("fork")) return "of " + text("parent") + settings();
        String subject = first("dim", "parameter", "key", "name", "status", "parent", "of");
        String change = fields.containsKey("to") ? change() : text("message");
        String note = text("note");
        String settings = text("settings");
        return (subject + " " + change + (note.isEmpty() ? "" : " (" + note + ")")).strip()
                + (settings.isEmpty() ? "" : "; settings: " + Numbers.plain(settings));
    }

    /** From and to; of whole entries the names of their strategies, if these are what is another now. */
    private String change() {
        boolean named = !name("from").equals(name("to"));
        return shown(named ? name("from") : text("from")) + " \u2192 " + shown(named ? name("to") : text("to"));
    }

    private String name(String key) {
        Matcher whole = WHOLE.matcher(text(key));
        return whole.matches() ? whole.group(1) : text(key);
    }

    /** What a fork was told to be different. */
    private String settings() {
        if (!(fields.get("settings") instanceof Map<?, ?> settings) || settings.isEmpty()) return "";
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + cut(String.valueOf(setting.getValue())))
                .collect(Collectors.joining(", ", " with ", ""));
    }

    /** Whoever wanted it: somebody, or a growth entry. */
    private String by() {
        return first("actor", "entry");
    }

    private String reason() {
        String why = text("why");
        String because = text("because");
        return why.isEmpty() || because.isEmpty() ? why + because : because + "; " + why;
    }

    private String first(String... keys) {
        for (String key : keys) {
            if (!text(key).isEmpty()) return text(key);
        }
        return "";
    }

    private String text(String key) {
        Object value = fields.get(key);
        if (value == null) return "";
        String text = String.valueOf(value);
        // The journal has it whole.
        String cut = text.length() > MOST ? text.substring(0, MOST - 1) + "\u2026" : text;
        return cut.replaceAll("\\s+", " ");
    }

    private static String shown(String value) {
        return value.isEmpty() ? "nothing" : cut(Numbers.plain(value));
    }

    private static String cut(String value) {
        return value.length() > LONGEST ? value.substring(0, LONGEST - 1) + "\u2026" : value;
    }
}
