package org.espalier.api.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.espalier.api.plugin.PluginState;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final Decision KEEP = Decision.keep("warm-up", PluginState.empty());

    @Test
    void aDecisionToKeepMaySayBeforeWhichStepNothingWillGrow() {
        assertEquals(0, KEEP.notBefore());
        assertEquals(100, KEEP.notBefore(100).figure("loss", 1).notBefore());
        assertNotEquals(KEEP, KEEP.notBefore(100));
    }

    @Test
    void aDecisionToGrowDoesNotWait() {
        GrowthPlan plan = GrowthPlan.of(GrowthOp.resize("width", 8));
        Decision grow = Decision.grow(plan, "now", PluginState.empty());
        assertThrows(IllegalStateException.class, () -> grow.notBefore(100));
    }
}
