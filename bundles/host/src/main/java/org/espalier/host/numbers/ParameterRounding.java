package org.espalier.host.numbers;

import java.util.Optional;
import org.espalier.api.growth.Parameter;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.plugins.BoundNumbers;
import org.jspecify.annotations.Nullable;

/**
 * What a number system does to one trained parameter in the last part of a step, prepared: its gradients, the weights that its
 * optimizer leaves, and what programs see of these. Draws belong to step, parameter and entry, so that bits do not depend on who
 * rounds which span. Where nothing is rounded, every method does nothing.
 */
public final class ParameterRounding implements AutoCloseable {
    private final @Nullable StepGradients gradients;
    private final @Nullable WeightGrid grid;
    private final @Nullable SeenWeights seen;
    private final RandomStream gradientDraws;
    private final RandomStream updateDraws;
    private final RandomStream weightDraws;
    private RandomStream ofGradient;
    private RandomStream ofUpdate;
    private RandomStream ofWeight;

    /** The rounding of a parameter by what carries it; empty for float32. */
    ParameterRounding(Optional<BoundNumbers> numbers, Parameter parameter, Precision precision) {
        int[] shape = parameter.shape();
        this.gradients =
                numbers.flatMap(system -> StepGradients.of(system, shape)).orElse(null);
        this.grid = numbers.flatMap(system -> WeightGrid.of(system, shape)).orElse(null);
        this.seen = numbers.flatMap(system -> SeenWeights.of(system, shape)).orElse(null);
        this.gradientDraws = precision.draws(Site.GRADIENT, parameter.name());
        this.updateDraws = precision.draws(Site.UPDATE, parameter.name());
        this.weightDraws = precision.draws(Site.WEIGHT, parameter.name());
        this.ofGradient = gradientDraws;
        this.ofUpdate = updateDraws;
        this.ofWeight = weightDraws;
    }

    /** Whether gradients are rounded, for which all of the parameter's are needed first. */
    public boolean takesGradients() {
        return gradients != null;
    }

    /** Whether programs see other values than the optimizer's. */
    public boolean hidesWeights() {
        return seen != null;
    }

    /** The draws of a step, from 1. */
    public void begin(long step) {
        if (gradients != null) {
            ofGradient = gradientDraws.at(step);
        }
        if (grid != null) {
            ofUpdate = updateDraws.at(step);
        }
        if (seen != null) {
            ofWeight = weightDraws.at(step);
        }
    }

    /** Fits gradients; one thread. */
    public void fitGradient(float[] gradient) {
        if (gradients != null) {
            gradients.fit(gradient);
        }
    }

    /** Rounds entries [from, to) of the gradient in place. */
    public void gradient(float[] gradient, int from, int to) {
        if (gradients != null) {
            gradients.round(gradient, from, to, ofGradient);
        }
    }

    /** Puts entries [from, to) back onto the grid on which they live. */
    public void update(float[] values, int from, int to, double[] scales) {
        if (grid != null) {
            grid.update(values, from, to, scales, ofUpdate);
        }
    }

    /** Fits what programs see to all values; one thread. */
    public void fitWeights(float[] values) {
        if (seen != null) {
            seen.fit(values);
        }
    }

    /** What programs see of entries [from, to), from the beginning of a tile; only where they see other values. */
    public void see(float[] values, int from, int to, float[] tile) {
        if (seen != null) {
            seen.see(values, from, to, tile, ofWeight);
        }
    }

    @Override
    public void close() {
        if (gradients != null) {
            gradients.close();
        }
        if (grid != null) {
            grid.close();
        }
        if (seen != null) {
            seen.close();
        }
    }
}
