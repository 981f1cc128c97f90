package org.espalier.inrank;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Prospect;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.osgi.service.component.annotations.Component;

/**
 * InRank in two stages: ranks grow as by {@link InRank} until none has grown for some checks; then every product becomes its
 * balanced SVD, cut to its leading directions, the buffer dropped, and nothing grows any more.
 *
 * <p>The cut is not the authors' to the letter: first moments go into the new basis with the factors and second ones by the squares of the
 * same map (see {@link GrowthOp#refactor}), where the released code slices both in the old. What the buffer carried is lost and journalled.
 * W0 stays beside the product. Growth that is rejected, as at a budget's end, counts as none. Source: Zhao, Zhang, Chen,
 * Schäfer, Anandkumar, InRank: Incremental Low-Rank Learning, arXiv 2306.11250.
 */
@Component(service = GrowthStrategy.class)
@Plugin(name = "inrank-efficient", sees = Signal.SPECTRUM)
@Doc("growth in rank that ends: after some checks without growth all products are cut to their leading directions")
public final class InRankEfficient implements GrowthStrategy<InRankEfficientSettings> {
    private static final String QUIET = "quiet-checks";
    private static final String FIXED = "fixed-at-step";

    @Override
    public Class<InRankEfficientSettings> settings() {
        return InRankEfficientSettings.class;
    }

    @Override
    public PluginState begin(ModelView model, InRankEfficientSettings settings) {
        Check.requireGrowable(model, settings.growth());
        requireApart(model);
        return PluginState.empty();
    }

    /** Refuses products that share a matrix, which could not be cut at once. */
    private static void requireApart(ModelView model) {
        for (Parameter parameter : model.layout().parameters()) {
            List<String> bound = model.dims().stream()
                    .map(Dim::name)
                    .filter(parameter::binds)
                    .toList();
            if (bound.size() > 1) {
                throw new SettingsException(
                        "dims",
                        String.join(", ", bound),
                        "share " + parameter.name()
                                + ", so that they cannot be cut together; claim one of them, or take"
                                + " type: inrank");
            }
        }
    }

    @Override
    public List<String> warnings(Prospect ahead, InRankEfficientSettings settings) {
        List<String> all = new ArrayList<>(Caution.of(ahead, settings.growth()));
        long apart = Caution.apart(ahead, settings.growth());
        long first = Caution.first(ahead, settings.growth());
        boolean begins = settings.warmUp() < ahead.steps();
        if (begins && settings.patience() - 1 > (ahead.steps() - first) / apart) {
            all.add("patience: " + Reason.checks(settings.patience()) + ", " + apart
                    + " steps apart, are not over before the run ends with step " + ahead.steps());
        }
        return all;
    }

    @Override
    public List<String> outlook(StepView seen, InRankEfficientSettings settings, PluginState state) {
        if (state.isNumber(FIXED)) {
            return Outlook.fixed(seen, (long) state.number(FIXED, 0));
        }
        Map<String, Integer> cuts = new HashMap<>();
        decide(seen, settings, state).plan().stream()
                .flatMap(plan -> plan.ops().stream())
                .filter(GrowthOp.Refactor.class::isInstance)
                .map(GrowthOp.Refactor.class::cast)
                .forEach(op -> cuts.put(op.dim(), op.keep()));
        List<String> lines = new ArrayList<>(Outlook.of(seen, settings.growth(), cuts));
        int quiet = (int) state.number(QUIET, 0) + (cuts.isEmpty() ? 0 : 1);
        lines.add("%d of %s without growth, after which ranks are fixed"
                .formatted(quiet, Reason.checks(settings.patience())));
        return lines;
    }

    @Override
    public Decision decide(StepView seen, InRankEfficientSettings settings, PluginState state) {
        if (state.isNumber(FIXED)) {
            return fixed(seen, state);
        }
        if (seen.dims().isEmpty()) {
            return Decision.keep("no rank is claimed", state);
        }
        return Check.tooEarly(seen, settings.growth(), state).orElseGet(() -> checked(seen, settings, state));
    }

    private static Decision checked(StepView seen, InRankEfficientSettings settings, PluginState state) {
        Check check = Check.of(seen, settings.growth());
        boolean refused = Pauses.refused(seen, state);
        PluginState next = Pauses.at(seen, Check.taken(seen, state));
        boolean still = check.plan().isEmpty() || refused;
        double quiet = still && check.conclusive() ? state.number(QUIET, 0) + 1 : 0;
        if (quiet < settings.patience()) {
            next = next.with(QUIET, quiet);
            return check.decision(check.plan().isPresent() ? Pauses.proposed(seen, next) : next);
        }
        String doubt = refused ? refusal(seen) : Pauses.doubt(seen.step(), settings.patience(), next);
        return check.figured(fix(seen, check, settings.patience(), doubt, next.without(QUIET)));
    }

    /** Growth did not end by itself: a budget, say, has ended it. */
    private static String refusal(StepView seen) {
        return seen.lastOutcome()
                .map(outcome -> "; growth was wanted and refused: " + outcome.why())
                .orElse("");
    }

    private static Decision fixed(StepView seen, PluginState state) {
        if (Pauses.refused(seen)) {
            return Decision.keep("the cut to fixed ranks was not carried out: checked anew", state.without(FIXED));
        }
        return Decision.keep("ranks were fixed at step " + (long) state.number(FIXED, 0), state);
    }

    private static Decision fix(StepView seen, Check check, int patience, String doubt, PluginState next) {
        List<GrowthOp.Refactor> ops = new ArrayList<>();
        for (Verdict verdict : check.verdicts()) {
            Dim dim = verdict.dim();
            IntStream.rangeClosed(Math.max(1, verdict.leading()), dim.size())
                    .filter(dim::permits)
                    .findFirst()
                    .ifPresent(keep -> ops.add(GrowthOp.refactor(dim, keep)));
        }
        if (ops.isEmpty()) {
            return Decision.keep("no rank can be fixed: none permits a smaller size", next);
        }
        String why = "no growth in " + Reason.checks(patience) + ": ranks fixed, buffer dropped" + doubt;
        return Decision.grow(GrowthPlan.of(ops), why, next.with(FIXED, seen.step()));
    }
}
