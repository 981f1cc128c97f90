package org.espalier.benchmarks.arms;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One way of running a task.
 *
 * @param name     in kebab case; names the run
 * @param job      the job file below {@code benchmarks/jobs}
 * @param settings settings that go before the file's
 */
public record Arm(String name, String job, Map<String, String> settings) {
    /** This arm with a seed: what is one run. */
    Arm seeded(int seed) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put("seed", Integer.toString(seed));
        more.put("name", name + "-s" + seed);
        return new Arm(name + "-s" + seed, job, more);
    }
}
