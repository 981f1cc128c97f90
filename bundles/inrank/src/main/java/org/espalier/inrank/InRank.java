package org.espalier.inrank;

import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.Prospect;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.osgi.service.component.annotations.Component;

/**
 * Growth in rank: each claimed product U·V, on its own, grows while its leading directions explain no more than a share α of it. A
 * few last directions, the buffer b, learn along so that there is something left to explain.
 *
 * <p>With rank K = k + b, every gap of optimizer steps k becomes the first r ≥ k whose leading r directions explain more than α, at
 * most k + b; K follows. So k never falls, an update that is zero does not grow, and a product of which nothing is learned stays as
 * it is: new columns of U are zero and new rows of V, by the layout, orthonormal to those that are there. Source: Zhao, Zhang,
 * Chen, Schäfer, Anandkumar, InRank: Incremental Low-Rank Learning, arXiv 2306.11250; not its released code, whose factors are
 * random on both sides.
 */
@Component(service = GrowthStrategy.class)
@Plugin(name = "inrank", sees = Signal.SPECTRUM)
@Doc("growth in rank: a product grows while its leading directions explain too little of what was learned")
public final class InRank implements GrowthStrategy<InRankSettings> {
    @Override
    public Class<InRankSettings> settings() {
        return InRankSettings.class;
    }

    @Override
    public PluginState begin(ModelView model, InRankSettings settings) {
        Check.requireGrowable(model, settings);
        return PluginState.empty();
    }

    @Override
    public List<String> warnings(Prospect ahead, InRankSettings settings) {
        return Caution.of(ahead, settings);
    }

    @Override
    public List<String> outlook(StepView seen, InRankSettings settings, PluginState state) {
        return Outlook.of(seen, settings, Map.of());
    }

    @Override
    public Decision decide(StepView seen, InRankSettings settings, PluginState state) {
        if (seen.dims().stream().allMatch(Dim::full)) {
            return Decision.keep("every rank is at its limit", state);
        }
        return Check.tooEarly(seen, settings, state)
                .orElseGet(() -> Check.of(seen, settings).decision(Check.taken(seen, state)));
    }
}
