package org.espalier.host.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.plugin.PluginState;
import org.junit.jupiter.api.Test;

class DirectionTest {
    private static final Dims NOW =
            Dims.of(List.of(Dim.of("a.rank", DimKind.RANK, 3, 8), Dim.of("b.rank", DimKind.RANK, 5, 8)));

    private static String of(GrowthOp... ops) {
        return Direction.of(Decision.grow(GrowthPlan.of(ops), "so", PluginState.empty()), NOW);
    }

    @Test
    void ranksThatAreFixedAtTheSizeTheyHaveAreACut() {
        assertEquals("cut", of(GrowthOp.refactor("a.rank", 3)));
        assertEquals("cut", of(GrowthOp.refactor("a.rank", 3), GrowthOp.refactor("b.rank", 2)), "one stays");
        assertEquals("cut", of(GrowthOp.resize("a.rank", 2)));
    }

    @Test
    void aPlanInWhichAnythingBecomesLargerIsGrowth() {
        assertEquals("grow", of(GrowthOp.resize("a.rank", 4)));
        assertEquals("grow", of(GrowthOp.refactor("b.rank", 2), GrowthOp.resize("a.rank", 4)));
        assertEquals("grow", of(GrowthOp.remap("a.rank", 0, 1, 2, 2)));
    }

    @Test
    void aPlanThatChangesNoSizeIsNoCutAndADecisionWithoutAPlanKeeps() {
        assertEquals("grow", of(GrowthOp.assign("a", Init.zero())));
        assertEquals("keep", Direction.of(Decision.keep("so", PluginState.empty()), NOW));
    }
}
