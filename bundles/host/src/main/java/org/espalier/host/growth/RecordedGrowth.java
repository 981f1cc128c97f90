package org.espalier.host.growth;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.api.growth.GrowthPlan;

/**
 * How a run has grown, from its journal: all that is needed to grow another one likewise with no strategy there.
 *
 * @param leads whether a run is to grow by it; else strategies are asked
 * @param birth sizes at birth by dim; none of a model without dims
 * @param plans plans by the step after which they were carried out, in their order
 */
public record RecordedGrowth(boolean leads, Map<String, Integer> birth, Map<Long, List<Plan>> plans) {
    /** The kind of the journal's line that holds a plan. */
    static final String PLAN = "plan";

    /**
     * A plan that was carried out.
     *
     * @param entry id of the growth entry
     * @param why   its reason
     * @param plan  what was grown
     */
    public record Plan(String entry, String why, GrowthPlan plan) {}

    /** No growth on record: strategies are asked. */
    public static RecordedGrowth none() {
        return new RecordedGrowth(false, Map.of(), Map.of());
    }

    /** The plans that were carried out after a step. */
    public List<Plan> after(long step) {
        return plans.getOrDefault(step, List.of());
    }

    /**
     * The growth of a journal.
     *
     * @param journal its lines, with arrays as {@code float[]}
     * @throws IOException if it does not say how something has grown, as those of versions before plans were kept
     */
    public static RecordedGrowth of(List<Map<String, Object>> journal) throws IOException {
        Map<String, Integer> birth = new LinkedHashMap<>();
        Map<Long, List<Plan>> plans = new LinkedHashMap<>();
        Set<Object> planned = new HashSet<>();
        boolean born = false;
        for (Map<String, Object> line : journal) {
            String kind = String.valueOf(line.get("kind"));
            if (kind.equals("birth")) {
                sizes(line, birth);
                born = true;
            } else if (kind.equals(PLAN)) {
                plans.computeIfAbsent(step(line), step -> new ArrayList<>()).add(plan(line));
                planned.add(line.get("revision"));
            } else if (kind.equals("growth") && !planned.contains(line.get("revision"))) {
                throw new IOException("the journal says what has grown after step " + step(line)
                        + ", but not the whole plan, as one that was written before plans were kept");
            }
        }
        if (!born) {
            throw new IOException("the journal does not say with what sizes the run was born");
        }
        return new RecordedGrowth(true, birth, plans);
    }

    private static void sizes(Map<String, Object> line, Map<String, Integer> birth) throws IOException {
        if (!(line.get("dims") instanceof Map<?, ?> dims)) {
            throw new IOException("the journal's birth has no sizes");
        }
        birth.clear();
        for (Map.Entry<?, ?> dim : dims.entrySet()) {
            if (!(dim.getValue() instanceof Map<?, ?> card && card.get("size") instanceof Number size)) {
                throw new IOException("the journal's birth has no size of " + dim.getKey());
            }
            birth.put(String.valueOf(dim.getKey()), size.intValue());
        }
    }

    private static Plan plan(Map<String, Object> line) throws IOException {
        try {
            return new Plan(String.valueOf(line.get("entry")), String.valueOf(line.get("why")), PlanWords.plan(line));
        } catch (IllegalArgumentException e) {
            throw new IOException("the journal's plan after step " + step(line) + " cannot be read: " + e.getMessage());
        }
    }

    private static long step(Map<String, Object> line) throws IOException {
        if (line.get("step") instanceof Number step) {
            return step.longValue();
        }
        throw new IOException("a line of the journal has no step");
    }
}
