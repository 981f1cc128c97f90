package org.espalier.host.numbers;

import java.util.Optional;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.plugins.BoundNumbers;

/**
 * One parameter's gradients as its optimizer gets them, GRADIENT, prepared. Scales are fitted at every step and are no state. One
 * thread fits at a time; after that several may round.
 */
final class StepGradients implements AutoCloseable {
    private final Rounder rounder;
    private final double[] scales;

    private StepGradients(Rounder rounder) {
        this.rounder = rounder;
        this.scales = new double[rounder.groups()];
    }

    /** The gradients of a parameter of a shape; empty where the optimizer gets them as they are. */
    static Optional<StepGradients> of(BoundNumbers numbers, int[] shape) {
        return numbers.rounds(Site.GRADIENT)
                ? Optional.of(new StepGradients(numbers.prepare(shape, Site.GRADIENT)))
                : Optional.empty();
    }

    /** Fits the scales to all gradients of the parameter. Allocates nothing. */
    void fit(float[] gradient) {
        rounder.fit(gradient, scales);
    }

    /** Rounds entries [from, to) in place. Allocates nothing. */
    void round(float[] gradient, int from, int to, RandomStream draws) {
        rounder.round(gradient, from, to, scales, draws);
    }

    @Override
    public void close() {
        rounder.close();
    }
}
