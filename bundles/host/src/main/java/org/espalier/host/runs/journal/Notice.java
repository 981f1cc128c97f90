package org.espalier.host.runs.journal;

import java.util.Map;
import java.util.TreeMap;
import org.espalier.api.run.RunEvent;
import org.espalier.settings.OneLine;

/**
 * Something that people should know before the first step.
 *
 * @param kind   "restart", "set", "unpause" or "warning"
 * @param text   one line
 * @param fields the same for programs, beside the text; {@code entry} names the growth entry that it is about
 */
public record Notice(String kind, String text, Map<String, String> fields) {
    private static final String ENTRY = "entry";

    /** A warning about a growth entry. */
    public static Notice warning(String entry, String text) {
        return new Notice("warning", text, Map.of(ENTRY, entry));
    }

    /** Says it to the journal and to whoever watches. */
    public void say(RunRecord record, long step) {
        String line = OneLine.whole(text);
        Map<String, Object> all = new TreeMap<>(fields);
        all.put("why", line);
        record.journal(kind, step, all);
        String entry = fields.get(ENTRY);
        record.tell(new RunEvent.Noted(step, kind, entry == null ? line : entry + ": " + line));
    }
}
