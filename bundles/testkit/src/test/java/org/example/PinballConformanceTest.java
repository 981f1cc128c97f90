package org.example;

import java.util.List;
import org.espalier.api.optimize.Loss;
import org.espalier.testkit.optimize.LossCase;
import org.espalier.testkit.optimize.LossConformance;

class PinballConformanceTest extends LossConformance<Pinball.Settings> {
    @Override
    protected Loss<Pinball.Settings> plugin() {
        return new Pinball();
    }

    /** Settings, the shapes of one sample's output and target, and whether the domain is periodic. */
    @Override
    protected List<LossCase<Pinball.Settings>> cases() {
        return List.of(
                new LossCase<>(new Pinball.Settings(0.5), new int[] {7, 2}, new int[] {7, 2}, false),
                new LossCase<>(new Pinball.Settings(0.9), new int[] {3}, new int[] {3}, true));
    }
}
