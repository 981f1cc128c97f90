package org.espalier.host.growth;

import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;

/** What a decision comes to, as metrics and people are told of it. */
final class Direction {
    private static final String KEEP = "keep";
    private static final String GROW = "grow";
    private static final String CUT = "cut";

    private Direction() {}

    /** "keep", or what its plan does to a run of these dims. */
    static String of(Decision decision, Dims now) {
        return decision.plan().map(plan -> of(plan, now)).orElse(KEEP);
    }

    /**
     * "cut" of a plan in which nothing becomes larger and something smaller, or is factored anew; else "grow". A product that is factored
     * anew may lose nothing by it: ranks that are fixed at the size that they have are cut, too.
     */
    static String of(GrowthPlan plan, Dims now) {
        boolean cut = false;
        for (GrowthOp op : plan.ops()) {
            int by = change(op, now);
            if (by > 0) {
                return GROW;
            }
            cut |= by < 0 || op instanceof GrowthOp.Refactor;
        }
        return cut ? CUT : GROW;
    }

    /** By how much the dim of an operation changes, 0 if it has none that is there. */
    private static int change(GrowthOp op, Dims now) {
        if (op instanceof GrowthOp.Resize resize) {
            return now.find(resize.dim()).map(dim -> resize.size() - dim.size()).orElse(0);
        }
        if (op instanceof GrowthOp.Remap remap) {
            return now.find(remap.dim())
                    .map(dim -> remap.from().length - dim.size())
                    .orElse(0);
        }
        if (op instanceof GrowthOp.Refactor refactor) {
            return now.find(refactor.dim())
                    .map(dim -> refactor.keep() - dim.size())
                    .orElse(0);
        }
        return 0;
    }
}
