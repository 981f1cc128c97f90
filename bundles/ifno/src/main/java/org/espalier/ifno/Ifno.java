package org.espalier.ifno;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.osgi.service.component.annotations.Component;

/**
 * Growth in Fourier modes: each claimed dim, on its own, grows while its leading entries explain less than a share α of its
 * energy. A few last entries, the buffer, train along so that there is something left to explain.
 *
 * <p>It never shrinks a dim, never grows on a loss that is not a number, and skips the decision that follows a change of
 * resolution, since what it would compare was measured on two grids. Source: George, Zhao, Kossaifi, Li, Anandkumar,
 * Incremental Spatial and Spectral Learning of Neural Operators for Solving Large-Scale PDEs, TMLR 2024, arXiv 2211.15188.
 */
@Component(service = GrowthStrategy.class)
@Plugin(
        name = "ifno",
        sees = {Signal.SPECTRUM, Signal.GRADIENT_ENERGY, Signal.HELD_OUT_LOSS})
@Doc("growth in Fourier modes: a dim grows while its leading entries explain too little of its energy")
public final class Ifno implements GrowthStrategy<IfnoSettings> {
    private static final String RESOLUTION = "resolution";
    private static final String LOSS = "loss";

    @Override
    public Class<IfnoSettings> settings() {
        return IfnoSettings.class;
    }

    @Override
    public boolean wants(String signal, IfnoSettings settings) {
        return switch (signal) {
            case Signal.HELD_OUT_LOSS -> settings.byLoss();
            case Signal.GRADIENT_ENERGY -> settings.byGradient();
            default -> !settings.byLoss() && !settings.byGradient();
        };
    }

    @Override
    public PluginState begin(ModelView model, IfnoSettings settings) {
        for (Dim dim : model.dims()) {
            if (!settings.byLoss() && dim.spectrum() == Spectrum.none()) {
                throw new SettingsException(
                        "dims",
                        dim.name(),
                        "has no spectrum for criterion " + settings.criterion()
                                + " to read; claim dims that have one, such as Fourier modes, or use criterion loss-gap");
            }
        }
        return PluginState.empty();
    }

    @Override
    public Decision decide(StepView seen, IfnoSettings settings, PluginState state) {
        double[] grid = seen.allDims().list().stream()
                .filter(d -> d.kind().equals(DimKind.RESOLUTION))
                .mapToDouble(Dim::size)
                .toArray();
        PluginState next = grid.length == 0 ? state : state.with(RESOLUTION, grid);
        double loss = seen.trainLoss();
        if (settings.byLoss()) {
            loss = seen.heldOutLoss();
            next = next.with(LOSS, loss);
        }
        if (seen.dims().stream().allMatch(Dim::full)) {
            return Decision.keep("every dim is at its limit", next);
        }
        if (seen.step() < settings.warmUp()) {
            return Decision.keep("warm-up until step " + settings.warmUp(), next)
                    .notBefore(settings.warmUp());
        }
        if (!Double.isFinite(loss)) {
            return Decision.keep("the loss is not finite: " + loss, next);
        }
        double[] before = state.numbers(RESOLUTION);
        if (before.length > 0 && !Arrays.equals(before, grid)) {
            return Decision.keep(
                    "resolution changed %s → %s: measured on two grids".formatted(text(before), text(grid)), next);
        }
        return settings.byLoss()
                ? byLoss(seen, loss, state.number(LOSS, Double.NaN), settings, next)
                : byShare(seen, settings, next);
    }

    private static Decision byLoss(StepView seen, double loss, double last, IfnoSettings settings, PluginState next) {
        if (Double.isNaN(last)) {
            return Decision.keep("first validation loss, nothing to compare it with", next);
        }
        String change = String.format(Locale.ROOT, "validation loss %.4g after %.4g", loss, last);
        if (!(Math.abs(loss - last) <= settings.lossGap())) {
            return Decision.keep(change + ": still moving by more than " + settings.lossGap(), next);
        }
        List<Verdict> verdicts = seen.dims().stream()
                .map(d -> new Verdict(d, Double.NaN, d.reachable(d.size() + 1)))
                .toList();
        return Decision.grow(plan(seen, verdicts, settings), change + ": stalled", next);
    }

    private static Decision byShare(StepView seen, IfnoSettings settings, PluginState next) {
        List<Verdict> verdicts = seen.dims().stream()
                .map(d -> Verdict.of(d, settings.byGradient() ? seen.gradientEnergy(d) : seen.spectrum(d), settings))
                .toList();
        String why = Reason.of(verdicts, settings);
        Decision decision = verdicts.stream().anyMatch(Verdict::grows)
                ? Decision.grow(plan(seen, verdicts, settings), why, next)
                : Decision.keep(why, next);
        for (Verdict verdict : verdicts) {
            if (Double.isFinite(verdict.share())) {
                decision = decision.figure(verdict.dim().name() + ".explained", verdict.share())
                        .figure("wanted", settings.explained());
            }
        }
        return decision;
    }

    private static GrowthPlan plan(StepView seen, List<Verdict> verdicts, IfnoSettings settings) {
        boolean zero = settings.born().equals(IfnoSettings.ZERO);
        List<GrowthOp.Resize> ops = verdicts.stream()
                .filter(Verdict::grows)
                .map(v -> resize(seen, v, zero, settings))
                .toList();
        GrowthPlan plan = GrowthPlan.of(ops);
        // Without a parameter that uses a dim, as with depth, only the model knows what its growth does to outputs.
        boolean silent = zero && ops.stream().noneMatch(op -> op.inits().isEmpty());
        return silent ? plan.preservingFunction() : plan;
    }

    /**
     * What uses the new entries is born zero, so that the function is kept; what makes them is left to its own birth, since with
     * both zero neither would ever get a gradient. Fourier modes have one parameter, which is zero.
     */
    private static GrowthOp.Resize resize(StepView seen, Verdict verdict, boolean zero, IfnoSettings settings) {
        GrowthOp.Resize op = GrowthOp.resize(verdict.dim(), verdict.size());
        if (Double.isFinite(verdict.share())) {
            op = op.because(Reason.of(List.of(verdict), settings));
        }
        if (zero) {
            for (Parameter parameter : seen.layout().parameters()) {
                if (uses(parameter, verdict.dim())) {
                    op = op.born(parameter.name(), Init.zero());
                }
            }
        }
        return op;
    }

    private static boolean uses(Parameter parameter, Dim dim) {
        return parameter.kind() == EntryKind.TRAINED
                && parameter.axes().stream()
                        .anyMatch(a -> a.binds(dim.name()) && a.role() != Role.PRODUCES && a.role() != Role.NORM);
    }

    private static String text(double[] sizes) {
        StringBuilder text = new StringBuilder();
        for (double size : sizes) {
            text.append(text.isEmpty() ? "" : ", ").append((long) size);
        }
        return text.toString();
    }
}
