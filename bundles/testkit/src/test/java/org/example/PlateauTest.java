package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.plugin.PluginState;
import org.espalier.testkit.PlainView;
import org.espalier.testkit.doubles.Plateau;
import org.junit.jupiter.api.Test;

class PlateauTest {
    @Test
    void aStalledLossGrowsTheWidthByHalf() {
        Dim width = Dim.of("width", DimKind.WIDTH, 4, 8);
        PluginState state = PluginState.empty().with("best", 0.9);

        Decision decision = PlainView.claiming(width)
                .heldOutLoss(0.895)
                .decide(new Plateau(), new Plateau.Settings(0.01, 1.5), state);

        assertEquals("[resize(width, 6)]", decision.plan().orElseThrow().toString());
        assertEquals(0.895, decision.next().number("best", 0));
    }
}
