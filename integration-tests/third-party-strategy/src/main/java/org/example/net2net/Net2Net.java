package org.example.net2net;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.PlanOutcome;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.osgi.service.component.annotations.Component;

/**
 * Net2Net: when held-out loss stalls, the net gets wider by copied units or deeper by an identity layer, and goes on from where
 * it was.
 *
 * <p>Both operators are those of Chen, Goodfellow, Shlens, Net2Net: Accelerating Learning via Knowledge Transfer, ICLR 2016,
 * arXiv 1511.05641. Where to grow is this plugin's own: every claimed dim is a candidate, and {@link Wider} and {@link Deeper}
 * say how the probe tells them apart although each of them, as it is born, has the loss of the net that it comes from. Of
 * candidates that promise the same the one with fewer new weights is taken.
 */
@Component(service = GrowthStrategy.class)
@Plugin(
        name = "net2net",
        sees = {Signal.HELD_OUT_LOSS, Signal.WEIGHTS, Signal.GRADIENT, Signal.PROBE})
@Doc(
        "wider by copied units or deeper by an identity layer, where the probe finds most to gain, once held-out loss stalls")
public final class Net2Net implements GrowthStrategy<Net2NetSettings> {
    private static final String ASKED = "asked";
    private static final String REFUSED = "refused";

    @Override
    public Class<Net2NetSettings> settings() {
        return Net2NetSettings.class;
    }

    @Override
    public PluginState begin(ModelView model, Net2NetSettings settings) {
        boolean some = model.dims().stream()
                .anyMatch(dim -> dim.kind().equals(DimKind.DEPTH) || Wider.fits(dim, model.layout()));
        if (!some) {
            throw new SettingsException(
                    "dims",
                    names(model.dims()),
                    "neither a depth nor units of its own to copy; claim depth, or widths that nothing shares");
        }
        return PluginState.empty();
    }

    @Override
    public Decision decide(StepView seen, Net2NetSettings settings, PluginState state) {
        PluginState known = remember(seen, state);
        double loss = seen.heldOutLoss();
        if (!Double.isFinite(loss)) {
            return Decision.keep("no finite held-out loss: " + loss, known);
        }
        Stall stall = Stall.of(known).after(loss, settings);
        if (stall.turns() < settings.patience()) {
            return Decision.keep(
                    text(
                            "held-out loss %.4g, best %.4g, without progress %d of %d turns",
                            loss, stall.best(), stall.turns(), settings.patience()),
                    stall.in(known));
        }
        double now = seen.lossNow();
        List<Candidate> candidates = candidates(seen, settings, now, known.text(REFUSED, ""));
        if (candidates.isEmpty()) {
            return Decision.keep(text("held-out loss stalled at %.4g, but nothing can grow", loss), stall.in(known));
        }
        Candidate best = candidates.get(0);
        Decision decision = Decision.grow(
                        best.plan(),
                        why(loss, now, candidates),
                        Stall.fresh(loss).in(known).with(ASKED, best.name()))
                .figure("loss.before", now)
                .figure("loss.after", best.atBirth());
        for (Candidate candidate : candidates) {
            decision = decision.figure(candidate.name() + ".gain", now - candidate.promise());
        }
        return decision;
    }

    /** What the host has not carried out, for whatever reason, is not asked for again. */
    private static PluginState remember(StepView seen, PluginState state) {
        String asked = state.text(ASKED, "");
        boolean refused = !asked.isEmpty()
                && seen.lastOutcome()
                        .filter(o -> o.status() != PlanOutcome.Status.APPLIED)
                        .isPresent();
        PluginState next = state.without(ASKED);
        return refused ? next.with(REFUSED, state.text(REFUSED, ";") + asked + ";") : next;
    }

    /** Those that the host would carry out, the most promising first. */
    private static List<Candidate> candidates(StepView seen, Net2NetSettings settings, double now, String refused) {
        List<Candidate> all = new ArrayList<>();
        for (Dim dim : seen.dims()) {
            if (dim.full() || refused.contains(";" + dim.name() + ";")) {
                continue;
            }
            Optional<Candidate> candidate = dim.kind().equals(DimKind.DEPTH)
                    ? Deeper.of(dim, seen, settings, now)
                    : Wider.of(dim, seen, settings, now);
            candidate.filter(c -> Double.isFinite(c.atBirth())).ifPresent(all::add);
        }
        all.sort(Comparator.comparingDouble(Candidate::promise).thenComparingLong(Candidate::newWeights));
        return all;
    }

    private static String why(double loss, double now, List<Candidate> candidates) {
        Candidate best = candidates.get(0);
        String why = text("stalled at %.4g; %s, trials gain %.2g", loss, best.change(), now - best.promise());
        if (candidates.size() > 1) {
            Candidate next = candidates.get(1);
            why += text(", before %s with %.2g", next.name(), now - next.promise());
        }
        return why;
    }

    private static String names(List<Dim> dims) {
        return dims.stream().map(Dim::name).collect(Collectors.joining(", "));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
