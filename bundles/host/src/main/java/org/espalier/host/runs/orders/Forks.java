package org.espalier.host.runs.orders;

import java.util.Map;
import java.util.Optional;

/** What says whether a fork of a run could have what the run itself may not change. */
@FunctionalInterface
public interface Forks {
    /** Why a fork of the newest checkpoint would be refused these settings; empty if it would be taken. */
    Optional<String> refusal(Map<String, String> settings);
}
