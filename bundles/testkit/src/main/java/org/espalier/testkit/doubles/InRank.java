package org.espalier.testkit.doubles;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.ExplainedRatio;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;

/**
 * Growth in rank: each claimed dim grows while its leading singular values explain less than a share of the cumulative
 * update's energy.
 *
 * <p>New columns of U are zero and new rows of V orthonormal by the layout's own rule, so growth keeps the function. An update
 * that is zero throughout has nothing to explain and does not grow. Source: Zhao et al., InRank: Incremental Low-Rank
 * Learning, arXiv 2306.11250, with the energy criterion.
 */
@Plugin(name = "inrank", sees = Signal.SPECTRUM)
public final class InRank implements GrowthStrategy<InRank.Settings> {
    /** Settings. */
    public record Settings(
            @Doc("share of the energy that the leading entries must carry") double explained,
            @Doc("entries that train along without counting as leading, at least 1") int buffer) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public PluginState begin(ModelView model, Settings settings) {
        needSpectra(model);
        return PluginState.empty();
    }

    /** Refuses dims without a spectrum, on which nothing can be decided. */
    static void needSpectra(ModelView model) {
        for (Dim dim : model.dims()) {
            if (dim.spectrum() == Spectrum.none()) {
                throw new SettingsException("dims", dim.name(), "has no spectrum; claim dims that have one");
            }
        }
    }

    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        List<GrowthOp> ops = new ArrayList<>();
        double least = 1;
        for (Dim dim : seen.dims()) {
            double[] energy = seen.spectrum(dim);
            int leading = Math.max(0, dim.size() - settings.buffer());
            double share = ExplainedRatio.of(energy, leading);
            least = Math.min(least, share);
            int size = share < settings.explained()
                    ? dim.reachable(ExplainedRatio.leading(energy, leading, settings.explained()) + settings.buffer())
                    : dim.size();
            if (size > dim.size()) {
                ops.add(GrowthOp.resize(dim, size));
            }
        }
        String why = String.format(Locale.ROOT, "least explained %.3f, wanted %.3f", least, settings.explained());
        return ops.isEmpty()
                ? Decision.keep(why, state)
                : Decision.grow(GrowthPlan.of(ops).preservingFunction(), why, state);
    }
}
