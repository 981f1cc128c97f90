package org.espalier.testkit.doubles;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
 * InRank's second stage: when no dim has grown for some decisions, every product becomes its balanced SVD, cut to the terms
 * that explain enough, buffer and all; from then on nothing grows.
 */
@Plugin(name = "inrank-efficient", sees = Signal.SPECTRUM)
public final class InRankEfficient implements GrowthStrategy<InRankEfficient.Settings> {
    private static final String QUIET = "quiet-decisions";
    private static final String CUT = "cut-at-step";
    private final InRank first = new InRank();

    /** Settings. */
    public record Settings(
            @Doc("share of the energy, for growth and for the cut") double explained,
            @Doc("as in InRank") int buffer,
            @Doc("decisions without growth before the cut, at least 1") int patience) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public PluginState begin(ModelView model, Settings settings) {
        for (Dim dim : model.dims()) {
            if (!(dim.spectrum() instanceof Spectrum.Product)) {
                throw new SettingsException("dims", dim.name(), "is no rank of a product; claim dims that are");
            }
        }
        return PluginState.empty();
    }

    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        double cut = state.number(CUT, -1);
        if (cut >= 0) {
            return Decision.keep("cut to its rank at step " + (long) cut, state);
        }
        Decision grown = first.decide(seen, new InRank.Settings(settings.explained(), settings.buffer()), state);
        if (grown.plan().isPresent()) {
            return Decision.grow(grown.plan().orElseThrow(), grown.why(), state.with(QUIET, 0));
        }
        double quiet = state.number(QUIET, 0) + 1;
        if (quiet < settings.patience()) {
            return Decision.keep(grown.why(), state.with(QUIET, quiet));
        }
        List<GrowthOp.Refactor> ops = new ArrayList<>();
        for (Dim dim : seen.dims()) {
            int wanted = Math.max(1, ExplainedRatio.leading(seen.spectrum(dim), 0, settings.explained()));
            IntStream.rangeClosed(wanted, dim.size())
                    .filter(dim::permits)
                    .findFirst()
                    .ifPresent(keep -> ops.add(GrowthOp.refactor(dim, keep)));
        }
        if (ops.isEmpty()) {
            return Decision.keep("nothing to cut", state);
        }
        return Decision.grow(
                GrowthPlan.of(ops),
                "no growth in " + settings.patience() + " decisions: cut to the explained rank",
                state.with(CUT, seen.step()));
    }
}
