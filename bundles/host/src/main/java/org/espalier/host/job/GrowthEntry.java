package org.espalier.host.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry of a job's growth.
 *
 * @param id       unique in the job; the strategy's state is kept under it
 * @param strategy the strategy with its own settings
 * @param dims     the dims that it claims; {@code *} stands for any characters
 * @param every    how often it is asked
 * @param after    when it is asked first at the earliest
 */
public record GrowthEntry(String id, Choice strategy, String dims, Cadence every, Cadence after) {
    /** The keys of an entry that belong to the host; all others are the strategy's. */
    public static final List<String> HOST_KEYS = List.of("id", "type", "dims", "every", "after");

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("type", strategy.type());
        map.put("dims", dims);
        map.put("every", every.text());
        map.put("after", after.text());
        map.putAll(strategy.settings());
        return map;
    }
}
