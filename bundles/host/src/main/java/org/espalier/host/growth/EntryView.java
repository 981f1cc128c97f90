package org.espalier.host.growth;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.PlanOutcome;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.StaleViewException;
import org.espalier.api.growth.StepView;
import org.espalier.api.growth.UndeclaredSignalException;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.plugins.BoundStrategy;
import org.espalier.host.weights.Revision;

/** What one entry sees at one decision: numbers and copies, revoked when the call is over. */
public final class EntryView implements StepView {
    private final Revision revision;
    private final List<Dim> claimed;
    private final Moment moment;
    private final EntryState state;
    private final BoundStrategy strategy;
    private final Supplier<Set<String>> taps;
    private final RandomStream random;
    private final ClaimedSpectra spectra;
    private final Probe probe;
    private final Function<String, float[]> gradient;
    private volatile boolean revoked;

    /**
     * A view.
     *
     * @param taps     taps that the model reports
     * @param random   random numbers of this decision
     * @param spectra  of the claimed dims
     * @param probe    plans tried aside
     * @param gradient a copy of a parameter's gradient; called on the guard thread
     */
    EntryView(
            Revision revision,
            List<Dim> claimed,
            Moment moment,
            EntryState state,
            BoundStrategy strategy,
            Supplier<Set<String>> taps,
            RandomStream random,
            ClaimedSpectra spectra,
            Probe probe,
            Function<String, float[]> gradient) {
        this.revision = revision;
        this.claimed = claimed;
        this.moment = moment;
        this.state = state;
        this.strategy = strategy;
        this.taps = taps;
        this.random = random;
        this.spectra = spectra;
        this.probe = probe;
        this.gradient = gradient;
    }

    /**
     * Where a run stands between two steps.
     *
     * @param step          steps done
     * @param epoch         epochs done
     * @param stepsPerEpoch steps per epoch
     * @param lastLoss      loss of the last training step, NaN before the first
     * @param heldOutLoss   loss on the validation split at the last evaluation, NaN before
     * @param epochEnded    whether an epoch has just ended
     */
    public record Moment(
            long step, long epoch, long stepsPerEpoch, double lastLoss, double heldOutLoss, boolean epochEnded) {}

    void revoke() {
        revoked = true;
    }

    private void live() {
        if (revoked) {
            throw new StaleViewException("a step view");
        }
    }

    private void needs(String signal) {
        live();
        if (!strategy.wants(signal)) {
            throw new UndeclaredSignalException(signal);
        }
    }

    private Dim claimed(Dim dim) {
        return claimed.stream()
                .filter(d -> d.name().equals(dim.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(dim.name() + " is not claimed by this entry"));
    }

    @Override
    public List<Dim> dims() {
        live();
        return claimed;
    }

    @Override
    public Dims allDims() {
        live();
        return revision.dims();
    }

    @Override
    public Layout layout() {
        live();
        return revision.layout();
    }

    @Override
    public long step() {
        live();
        return moment.step();
    }

    @Override
    public long epoch() {
        live();
        return moment.epoch();
    }

    @Override
    public long stepsPerEpoch() {
        live();
        return moment.stepsPerEpoch();
    }

    @Override
    public double trainLoss() {
        live();
        // Somebody who asks it aside, or an entry that is new, may do so before there is a step since.
        return state.lossCount() == 0 ? moment.lastLoss() : state.meanLoss();
    }

    @Override
    public double heldOutLoss() {
        needs(Signal.HELD_OUT_LOSS);
        return moment.heldOutLoss();
    }

    @Override
    public double[] spectrum(Dim dim) {
        needs(Signal.SPECTRUM);
        return spectra.of(claimed(dim));
    }

    @Override
    public double[] gradientEnergy(Dim dim) {
        needs(Signal.GRADIENT_ENERGY);
        double[] energy = state.gradientEnergy().get(claimed(dim).name());
        return energy == null ? new double[claimed(dim).size()] : energy.clone();
    }

    @Override
    public float[] bridge(Dim dim) {
        needs(Signal.BRIDGE);
        if (!Taps.across(claimed(dim), taps.get())) {
            throw new IllegalArgumentException(dim.name() + ": the model taps nothing across it");
        }
        double[] sums = state.bridges().getOrDefault(dim.name(), new double[0]);
        float[] bridge = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            bridge[i] = (float) sums[i];
        }
        return bridge;
    }

    @Override
    public float[] weights(String parameter) {
        needs(Signal.WEIGHTS);
        return revision.tensor(parameter).values().clone();
    }

    @Override
    public float[] gradient(String parameter) {
        needs(Signal.GRADIENT);
        return gradient.apply(parameter);
    }

    @Override
    public RandomStream random() {
        live();
        return random;
    }

    @Override
    public double lossIf(GrowthPlan candidate) {
        needs(Signal.PROBE);
        return probe.lossIf(candidate);
    }

    @Override
    public double lossNow() {
        needs(Signal.PROBE);
        return probe.lossNow();
    }

    @Override
    public Optional<Layout> layoutIf(GrowthPlan candidate) {
        needs(Signal.PROBE);
        return probe.layoutIf(candidate);
    }

    @Override
    public Optional<PlanOutcome> lastOutcome() {
        live();
        return state.lastOutcome().map(o -> o);
    }
}
