package org.espalier.api.growth;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.espalier.api.plugin.PluginState;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The answer of a strategy: grow or keep, why, and what it wants to know next time. Strategies build it by its factories.
 * Immutable, compared by value.
 */
@ProviderType
public final class Decision {
    private final Optional<GrowthPlan> plan;
    private final String why;
    private final PluginState next;
    private final Map<String, Double> figures;
    private final long notBefore;

    private Decision(
            Optional<GrowthPlan> plan, String why, PluginState next, Map<String, Double> figures, long notBefore) {
        if (why.isBlank()) {
            throw new IllegalArgumentException("a decision needs a reason");
        }
        this.plan = plan;
        this.why = why;
        this.next = next;
        this.figures = figures;
        this.notBefore = notBefore;
    }

    /**
     * Grow by a plan.
     *
     * @param plan what to grow
     * @param why  one line with the numbers that decided, such as "explained .962 &lt; .970"
     * @param next the state for the next call; it is kept whether the plan is applied or not
     */
    public static Decision grow(GrowthPlan plan, String why, PluginState next) {
        return new Decision(Optional.of(plan), why, next, Map.of(), 0);
    }

    /** Change nothing. */
    public static Decision keep(String why, PluginState next) {
        return new Decision(Optional.empty(), why, next, Map.of(), 0);
    }

    /** This decision with a named number for the metrics file, such as the explained ratio of a layer. */
    public Decision figure(String name, double value) {
        Map<String, Double> more = new TreeMap<>(figures);
        more.put(name, value);
        return new Decision(plan, why, next, Collections.unmodifiableMap(more), notBefore);
    }

    /**
     * This decision to keep, which will be the same whatever is seen before a step, as in a warm-up. Whoever asks what a run will do
     * next is told of the first question from that step on; the host asks on the job's cadence all the same.
     *
     * @param step optimizer steps done
     * @throws IllegalStateException if it is a decision to grow
     */
    public Decision notBefore(long step) {
        if (plan.isPresent()) {
            throw new IllegalStateException("a decision to grow does not wait: " + why);
        }
        return new Decision(plan, why, next, figures, step);
    }

    /** What to grow; empty to keep. */
    public Optional<GrowthPlan> plan() {
        return plan;
    }

    /** The reason, in one line. */
    public String why() {
        return why;
    }

    /** The state for the next call. */
    public PluginState next() {
        return next;
    }

    /** The step before which nothing will grow; 0 if nobody can say. */
    public long notBefore() {
        return notBefore;
    }

    /** Named numbers for the metrics file. */
    public Map<String, Double> figures() {
        return figures;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Decision d
                && plan.equals(d.plan)
                && why.equals(d.why)
                && next.equals(d.next)
                && figures.equals(d.figures)
                && notBefore == d.notBefore;
    }

    @Override
    public int hashCode() {
        return 31 * plan.hashCode() + why.hashCode();
    }

    @Override
    public String toString() {
        return plan.map(p -> "grow " + p).orElse("keep") + " (" + why + ")";
    }
}
