package org.espalier.testkit.doubles;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.ExplainedRatio;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;

/**
 * IFNO in little: a layer gets one mode more, born zero, where its leading modes explain too little. Nothing grows on a loss or
 * an energy that is not finite.
 */
@Plugin(name = "incremental-modes", sees = Signal.SPECTRUM)
public final class IncrementalModes implements GrowthStrategy<InRank.Settings> {
    @Override
    public Class<InRank.Settings> settings() {
        return InRank.Settings.class;
    }

    @Override
    public PluginState begin(ModelView model, InRank.Settings settings) {
        InRank.needSpectra(model);
        return PluginState.empty();
    }

    @Override
    public Decision decide(StepView seen, InRank.Settings settings, PluginState state) {
        if (!Double.isFinite(seen.trainLoss())) {
            return Decision.keep("the loss is not finite", state);
        }
        List<GrowthOp.Resize> ops = seen.dims().stream()
                .filter(d -> !d.full() && explained(seen, d, settings) < settings.explained())
                .map(d -> GrowthOp.resize(d, d.reachable(d.size() + 1))
                        .born(d.name().replace(".modes", ".*"), Init.zero()))
                .toList();
        String wanted = String.format(Locale.ROOT, "%.3f", settings.explained());
        return ops.isEmpty()
                ? Decision.keep("every layer explains " + wanted + " or is full", state)
                : Decision.grow(
                        GrowthPlan.of(ops).preservingFunction(),
                        ops.size() + " layers explain less than " + wanted,
                        state);
    }

    private static double explained(StepView seen, Dim dim, InRank.Settings settings) {
        double[] energy = seen.spectrum(dim);
        return Arrays.stream(energy).allMatch(Double::isFinite)
                ? ExplainedRatio.of(energy, Math.max(0, dim.size() - settings.buffer()))
                : 1;
    }
}
