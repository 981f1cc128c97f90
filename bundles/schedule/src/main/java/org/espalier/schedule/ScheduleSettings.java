package org.espalier.schedule;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.SettingsException;

/** Sizes by the epochs or steps done when they come into force; at least one time is given. */
public record ScheduleSettings(
        @Doc("sizes of every claimed dim by the epochs done when they come into force: { 0: 16, 3: 32 }") @Default("{}")
                Map<Integer, Integer> atEpoch,
        @Doc("sizes by the optimizer steps done; looked at on the entry's cadence, and stronger than an epoch that ends"
                        + " at the same step")
                @Default("{}")
                Map<Integer, Integer> atStep) {
    /** Checks the times and sorts them. */
    public ScheduleSettings {
        if (atEpoch.isEmpty() && atStep.isEmpty()) {
            throw new SettingsException("at-epoch", "{}", "no time is given; try at-epoch: { 0: 16, 3: 32 }");
        }
        atEpoch = sorted("at-epoch", atEpoch);
        atStep = sorted("at-step", atStep);
    }

    private static Map<Integer, Integer> sorted(String key, Map<Integer, Integer> sizes) {
        for (Map.Entry<Integer, Integer> entry : sizes.entrySet()) {
            if (entry.getKey() < 0) {
                throw new SettingsException(key, entry.getKey(), "a time is at least 0");
            }
            if (entry.getValue() < 0) {
                throw new SettingsException(key + "." + entry.getKey(), entry.getValue(), "a size is at least 0");
            }
        }
        return Collections.unmodifiableNavigableMap(new TreeMap<>(sizes));
    }

    /** Every size that will be asked for. */
    Set<Integer> sizes() {
        Set<Integer> sizes = new TreeSet<>(atEpoch.values());
        sizes.addAll(atStep.values());
        return sizes;
    }

    /** All times in steps, given the steps of an epoch. */
    NavigableMap<Long, Due> byStep(long stepsPerEpoch) {
        NavigableMap<Long, Due> times = new TreeMap<>();
        atEpoch.forEach((epoch, size) -> times.put(epoch * stepsPerEpoch, new Due("epoch " + epoch, size)));
        atStep.forEach((step, size) -> times.put((long) step, new Due("step " + step, size)));
        return times;
    }

    /** A size and the time from which it is in force, in words. */
    record Due(String time, int size) {}
}
