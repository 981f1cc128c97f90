package org.espalier.testkit.optimize;

import java.util.Arrays;
import java.util.List;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.testkit.plugin.PluginConformance;
import org.junit.jupiter.api.Test;

/**
 * What every optimizer promises, checked on plain arrays.
 *
 * @param <S> the optimizer's settings
 */
public abstract class OptimizerConformance<S extends Record> extends PluginConformance<Optimizer<S>, S> {
    @Override
    protected final Class<S> settingsOf(Optimizer<S> plugin) {
        return plugin.settings();
    }

    @Override
    protected final Object work(Optimizer<S> plugin, S settings) {
        Tensor tensor = Tensor.of(plugin, settings, Tensor.weights());
        try (UpdateRule rule = plugin.prepare(Tensor.PARAMETER, settings)) {
            tensor.update(rule, Tensor.gradient(1), 0, Tensor.SIZE, plugin.rate(settings), 1);
        }
        return tensor;
    }

    @Test
    final void aRulePreparedAgainGivesTheSameBits() {
        samples().forEach(s -> Spans.checkPreparedAgain(this::plugin, s));
    }

    @Test
    final void onlyTheSpanIsWritten() {
        samples().forEach(s -> Spans.checkInside(plugin(), s));
    }

    @Test
    final void howAParameterIsSplitDoesNotMatter() {
        only("onlyTheSpanIsWritten", () -> samples().forEach(s -> Spans.checkInside(plugin(), s)));
        only("aRulePreparedAgainGivesTheSameBits", () -> settings()
                .forEach(s -> Spans.checkPreparedAgain(this::plugin, s)));
        samples().forEach(s -> Spans.checkPieces(plugin(), s));
    }

    @Test
    final void aNewbornsFirstStepIsNoLargerThanItsLaterOnes() {
        only("aRulePreparedAgainGivesTheSameBits", () -> settings()
                .forEach(s -> Spans.checkPreparedAgain(this::plugin, s)));
        samples().forEach(s -> Steps.checkNewborn(plugin(), s));
    }

    @Test
    final void aGradientOfZeroMakesNothingOfNothing() {
        samples().forEach(s -> Steps.checkZeroGradient(plugin(), s));
    }

    @Test
    final void exactZerosMoveOrStayAsItSays() {
        samples().forEach(s -> Steps.checkExactZero(plugin(), s));
    }

    @Test
    final void stepsGoDownhill() {
        samples().forEach(s -> Steps.checkDownhill(plugin(), s));
    }

    @Test
    final void momentsScaleWithTheGradientAsDeclared() {
        samples().forEach(s -> Steps.checkDegrees(plugin(), s));
    }

    /** The settings, once their rates are numbers. */
    private List<S> samples() {
        only("theRateIsAPositiveNumber", this::checkRates);
        return settings();
    }

    @Test
    final void theRateIsAPositiveNumber() {
        checkRates();
    }

    private void checkRates() {
        for (S sample : settings()) {
            double rate = plugin().rate(sample);
            if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
                throw new AssertionError("The rate of " + sample + " is " + rate
                        + ". It must be finite and above 0; a schedule's factor multiplies it.");
            }
        }
    }

    @Test
    final void anUpdateAllocatesNothing() {
        for (S sample : settings()) {
            Tensor tensor = Tensor.of(plugin(), sample, Tensor.weights());
            UpdateRule rule = plugin().prepare(Tensor.PARAMETER, sample);
            float[] gradient = new float[Tensor.SIZE];
            long each = Garbage.each(i -> {
                Arrays.fill(gradient, 1e-3f);
                tensor.update(rule, gradient, 0, 16, 1e-3, i);
            });
            if (each > Garbage.SLACK) {
                throw new AssertionError("An update allocates " + each + " bytes with " + sample
                        + ". It runs for every span of" + " every parameter at every step: make scratch in prepare.");
            }
        }
    }
}
