package org.espalier.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.optimize.Moment;
import org.espalier.api.plugin.SettingsException;
import org.junit.jupiter.api.Test;

class SgdTest {
    private static final Parameter SCALE = Parameter.trained("w", Init.zero(), Axis.fixed(Role.NORM, 1));

    /** The weight after gradients 1 and 2 from weight 1 at rate .1. */
    private static float afterTwoSteps(Sgd.Settings settings) {
        float[] w = {1};
        float[][] moments = new float[new Sgd().moments(settings).size()][1];
        var rule = new Sgd().prepare(SCALE, settings);
        rule.update(w, new float[] {1}, moments, 0, 1, 0.1, 1, new double[0]);
        rule.update(w, new float[] {2}, moments, 0, 1, 0.1, 2, new double[0]);
        return w[0];
    }

    @Test
    void plainDescentFollowsTheGradient() {
        assertEquals(1 - 0.1 - 0.2, afterTwoSteps(new Sgd.Settings(0.1, 0, 0, false)), 1e-6);
    }

    @Test
    void weightDecayIsAnL2TermInTheGradient() {
        double first = 1 - 0.1 * (1 + 0.5 * 1);
        double second = first - 0.1 * (2 + 0.5 * first);
        assertEquals(second, afterTwoSteps(new Sgd.Settings(0.1, 0.5, 0, false)), 1e-6);
    }

    @Test
    void momentumKeepsAShareOfTheVelocity() {
        // velocities 1, then .9 + 2
        assertEquals(1 - 0.1 - 0.29, afterTwoSteps(new Sgd.Settings(0.1, 0, 0.9, false)), 1e-6);
    }

    @Test
    void nesterovLooksAheadAlongTheVelocity() {
        // steps 1 + .9 · 1, then 2 + .9 · 2.9
        assertEquals(1 - 0.19 - 0.461, afterTwoSteps(new Sgd.Settings(0.1, 0, 0.9, true)), 1e-6);
    }

    @Test
    void withoutMomentumNoMomentIsKept() {
        assertTrue(new Sgd().moments(new Sgd.Settings(0.1, 0, 0, false)).isEmpty());
        assertEquals(List.of(Moment.linear("velocity")), new Sgd().moments(new Sgd.Settings(0.1, 0, 0.5, false)));
    }

    @Test
    void nesterovWithoutMomentumIsRefused() {
        var refused = assertThrows(SettingsException.class, () -> new Sgd.Settings(0.1, 0, 0, true));
        assertEquals("nesterov: true — needs a momentum above 0, such as 0.9", refused.getMessage());
    }
}
