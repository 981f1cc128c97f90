package org.espalier.host.log;

import java.util.Map;
import org.espalier.api.run.RunEvent;

/** Where a run writes what happens to it: durable facts, measurements, and news for whoever watches. */
public interface RunLog {
    /** Appends a fact to the journal and returns when it is on disk. */
    void journal(String kind, long step, Map<String, ?> fields);

    /** Appends a measurement. */
    void metric(String kind, long step, Map<String, ?> fields);

    /** Tells watchers; never fails. */
    void tell(RunEvent event);
}
