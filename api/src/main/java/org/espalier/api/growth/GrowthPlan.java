package org.espalier.api.growth;

import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Operations that are applied together, in order, or not at all. Strategies build it by its factories. Immutable, compared
 * by value.
 */
@ProviderType
public final class GrowthPlan {
    private final List<GrowthOp> ops;
    private final boolean preservesFunction;

    private GrowthPlan(List<GrowthOp> ops, boolean preservesFunction) {
        this.ops = ops;
        this.preservesFunction = preservesFunction;
    }

    /** A plan of these operations, at least one. */
    public static GrowthPlan of(GrowthOp... ops) {
        return of(List.of(ops));
    }

    /** A plan of these operations, at least one. */
    public static GrowthPlan of(Collection<? extends GrowthOp> ops) {
        if (ops.isEmpty()) {
            throw new IllegalArgumentException(
                    "a growth plan needs an operation; to change nothing, use Decision.keep");
        }
        return new GrowthPlan(List.copyOf(ops), false);
    }

    /**
     * This plan with the promise that outputs stay the same. The host checks it on held-out samples (1e-5 relative) before
     * it publishes, and drops the plan whole where the promise does not hold.
     */
    public GrowthPlan preservingFunction() {
        return new GrowthPlan(ops, true);
    }

    /** The operations in the order in which they are applied. */
    public List<GrowthOp> ops() {
        return ops;
    }

    /** Whether the plan promises that outputs stay the same. */
    public boolean preservesFunction() {
        return preservesFunction;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GrowthPlan plan && ops.equals(plan.ops) && preservesFunction == plan.preservesFunction;
    }

    @Override
    public int hashCode() {
        return ops.hashCode() + (preservesFunction ? 1 : 0);
    }

    @Override
    public String toString() {
        return ops + (preservesFunction ? " preserving the function" : "");
    }
}
