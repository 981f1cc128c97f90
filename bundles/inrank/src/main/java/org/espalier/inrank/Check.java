package org.espalier.inrank;

import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;

/**
 * One look at the spectra of all claimed ranks.
 *
 * @param verdicts what each of them says
 * @param wanted   α, the share that leading directions are to explain
 * @param why      the reason of all, in one line
 * @param plan     how they are to grow; empty to keep
 */
record Check(List<Verdict> verdicts, double wanted, String why, Optional<GrowthPlan> plan) {
    private static final String CHECKED = "checked";

    /**
     * Refuses dims that are no ranks of products, whose spectra say nothing of what was learned, and a buffer that leaves none of them a
     * direction to lead.
     */
    static void requireGrowable(ModelView model, InRankSettings settings) {
        for (Dim dim : model.dims()) {
            if (!(dim.spectrum() instanceof Spectrum.Product)) {
                throw new SettingsException(
                        "dims", dim.name(), "is no rank of a product; claim dims that are, such as *.rank");
            }
        }
        int most = model.dims().stream().mapToInt(Dim::limit).max().orElse(Integer.MAX_VALUE);
        if (settings.buffer() >= most) {
            throw new SettingsException(
                    "buffer",
                    settings.buffer(),
                    "no rank that it claims may go beyond " + most
                            + ", so that no direction would ever lead; lower it");
        }
    }

    /** To wait, if now is no time for a check; empty if it is. */
    static Optional<Decision> tooEarly(StepView seen, InRankSettings settings, PluginState state) {
        if (seen.step() < settings.warmUp()) {
            return Optional.of(Decision.keep("warm-up until step " + settings.warmUp(), state)
                    .notBefore(settings.warmUp()));
        }
        long next = (long) (state.number(CHECKED, Double.NEGATIVE_INFINITY) + settings.gap());
        // At which step of the cadence that is the job says, not these settings.
        return seen.step() < next
                ? Optional.of(
                        Decision.keep("no check before step " + next, state).notBefore(next))
                : Optional.empty();
    }

    /** Looks at the spectra; at least one rank is claimed. */
    static Check of(StepView seen, InRankSettings settings) {
        List<Verdict> verdicts = seen.dims().stream()
                .map(dim -> Verdict.of(dim, seen.spectrum(dim), seen.layout(), settings))
                .toList();
        List<Verdict> growing = verdicts.stream().filter(Verdict::grows).toList();
        List<GrowthOp.Resize> ops = growing.stream()
                .map(verdict -> resize(verdict, growing, seen.layout(), settings))
                .toList();
        Optional<GrowthPlan> plan = ops.isEmpty()
                ? Optional.empty()
                : Optional.of(GrowthPlan.of(ops).preservingFunction());
        return new Check(verdicts, settings.explained(), Reason.of(verdicts, settings), plan);
    }

    /**
     * Columns of U are zero, whoever bears parameters otherwise, so that new directions add nothing at first. A matrix that ends one
     * growing product and begins another is left to its layout: zero throughout, it would leave directions that are zero on both sides.
     */
    private static GrowthOp.Resize resize(
            Verdict verdict, List<Verdict> growing, Layout layout, InRankSettings settings) {
        GrowthOp.Resize op =
                GrowthOp.resize(verdict.dim(), verdict.size()).because(Reason.of(List.of(verdict), settings));
        for (Parameter parameter : layout.parameters()) {
            if (parameter.kind() == EntryKind.TRAINED
                    && parameter.axes().stream().anyMatch(axis -> uses(axis, verdict.dim()))
                    && growing.stream().noneMatch(other -> other != verdict && binds(parameter, other))) {
                op = op.born(parameter.name(), Init.zero());
            }
        }
        return op;
    }

    private static boolean uses(Axis axis, Dim dim) {
        return axis.binds(dim.name()) && axis.role() != Role.PRODUCES && axis.role() != Role.NORM;
    }

    private static boolean binds(Parameter parameter, Verdict verdict) {
        return parameter.binds(verdict.dim().name());
    }

    /** A state in which this look has been taken. */
    static PluginState taken(StepView seen, PluginState state) {
        return state.with(CHECKED, seen.step());
    }

    /** Whether every spectrum is finite and some product is more than zero. */
    boolean conclusive() {
        return verdicts.stream().allMatch(Verdict::finite) && !verdicts.stream().allMatch(Verdict::zero);
    }

    /** A decision with the energy of every product and the share of its rank, and the share that is wanted, among its figures. */
    Decision figured(Decision decision) {
        Decision figured = decision;
        for (Verdict verdict : verdicts) {
            if (verdict.finite()) {
                figured = figured.figure(verdict.dim().name() + ".energy", verdict.energy());
            }
            if (verdict.compared()) {
                figured = figured.figure(verdict.dim().name() + ".explained", verdict.share())
                        .figure("wanted", wanted);
            }
        }
        return figured;
    }

    /** To grow as the spectra say, or to keep. */
    Decision decision(PluginState next) {
        return figured(plan.map(p -> Decision.grow(p, why, next)).orElseGet(() -> Decision.keep(why, next)));
    }
}
