package org.espalier.host.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.RunEvent;
import org.espalier.host.log.RunLog;

/** A log that remembers everything. */
public final class RecordedLog implements RunLog {
    /** Journal lines. */
    public final List<Map<String, Object>> journal = new ArrayList<>();

    /** Measurements. */
    public final List<Map<String, Object>> metrics = new ArrayList<>();

    /** News. */
    public final List<RunEvent> events = new ArrayList<>();

    private static Map<String, Object> line(String kind, long step, Map<String, ?> fields) {
        Map<String, Object> line = new LinkedHashMap<>(fields);
        line.put("kind", kind);
        line.put("step", step);
        return line;
    }

    @Override
    public void journal(String kind, long step, Map<String, ?> fields) {
        journal.add(line(kind, step, fields));
    }

    @Override
    public void metric(String kind, long step, Map<String, ?> fields) {
        metrics.add(line(kind, step, fields));
    }

    @Override
    public void tell(RunEvent event) {
        events.add(event);
    }

    /** Journal lines of one kind. */
    public List<Map<String, Object>> journal(String kind) {
        return journal.stream().filter(l -> kind.equals(l.get("kind"))).toList();
    }
}
