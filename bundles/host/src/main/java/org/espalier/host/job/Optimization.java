package org.espalier.host.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How weights are updated.
 *
 * @param rule     the optimizer
 * @param schedule the course of its rate; the rate is constant without one
 */
public record Optimization(Choice rule, Optional<Choice> schedule) {
    Object toYaml() {
        if (schedule.isEmpty()) {
            return rule.toYaml();
        }
        Map<String, Object> map = new LinkedHashMap<>(rule.toMap());
        map.put("schedule", schedule.get().toYaml());
        return map;
    }
}
