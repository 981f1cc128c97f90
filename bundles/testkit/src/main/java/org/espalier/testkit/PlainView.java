package org.espalier.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.PlanOutcome;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.growth.StaleViewException;
import org.espalier.api.growth.StepView;
import org.espalier.api.growth.UndeclaredSignalException;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * A {@link StepView} over plain arrays that keeps the host's promises: it hands out copies, refuses signals that were not
 * declared, and refuses everything once revoked.
 *
 * <pre>{@code
 * Decision decision = PlainView.claiming(modes).spectrum(modes, 9, 3, 1).decide(new Ifno(), settings, state);
 * }</pre>
 *
 * <p>A test names what matters to it; all else has a value that a run could have. Seed 1, step 100 in epoch 1, 100 steps per
 * epoch, no outcome; every loss is 1, and every plan leaves it as it is; every entry of a spectrum or of gradient energy is 1;
 * a bridge is empty, as before the first step. The layout is empty; of one that is given, weights and gradients are drawn, and
 * a plan resizes the axes that are bound to its dims (what growth in depth brings only a model knows: see
 * {@link Builder#layoutIf}).
 */
public final class PlainView implements StepView {
    private final Builder facts;
    private final Set<String> refused = new TreeSet<>();
    private boolean stale;
    private boolean usedLate;

    private PlainView(Builder facts) {
        this.facts = facts;
    }

    /** A view under construction that claims these dims and sees every signal. */
    public static Builder claiming(Dim... dims) {
        return new Builder(List.of(dims));
    }

    /** Ends the view's life, as the host does when {@code decide} returns. */
    public void revoke() {
        stale = true;
    }

    /** The signals that were asked for though the card does not name them. */
    public Set<String> refusedSignals() {
        return Collections.unmodifiableSet(refused);
    }

    /** Whether something was asked of it after its life. */
    public boolean usedLate() {
        return usedLate;
    }

    private Builder facts() {
        if (stale) {
            usedLate = true;
            throw new StaleViewException("a step view");
        }
        return facts;
    }

    private Builder facts(String signal) {
        Builder known = facts();
        if (known.sees != null && !known.sees.contains(signal)) {
            refused.add(signal);
            throw new UndeclaredSignalException(signal);
        }
        return known;
    }

    private static double[] ones(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Override
    public List<Dim> dims() {
        return facts().dims;
    }

    @Override
    public Dims allDims() {
        Builder known = facts();
        return Dims.of(known.dims).with(Dims.of(known.others));
    }

    @Override
    public Layout layout() {
        return facts().layout;
    }

    @Override
    public long step() {
        return facts().step;
    }

    @Override
    public long epoch() {
        return facts().epoch;
    }

    @Override
    public long stepsPerEpoch() {
        return facts().stepsPerEpoch;
    }

    @Override
    public double trainLoss() {
        return facts().trainLoss;
    }

    @Override
    public double heldOutLoss() {
        return facts(Signal.HELD_OUT_LOSS).heldOutLoss;
    }

    @Override
    public double[] spectrum(Dim dim) {
        Builder known = facts(Signal.SPECTRUM);
        double[] said = known.spectra.get(known.claimed(dim).name());
        if (said == null && dim.spectrum().equals(Spectrum.none())) {
            throw new IllegalArgumentException(dim.name() + " has no spectrum");
        }
        return said == null ? ones(dim.size()) : said.clone();
    }

    @Override
    public double[] gradientEnergy(Dim dim) {
        Builder known = facts(Signal.GRADIENT_ENERGY);
        double[] said = known.energies.get(known.claimed(dim).name());
        return said == null ? ones(dim.size()) : said.clone();
    }

    @Override
    public float[] bridge(Dim dim) {
        Builder known = facts(Signal.BRIDGE);
        float[] said = known.bridges.get(known.claimed(dim).name());
        return said == null ? new float[0] : said.clone();
    }

    @Override
    public float[] weights(String parameter) {
        Builder known = facts(Signal.WEIGHTS);
        float[] said = known.weights.get(parameter);
        return said == null ? PlainWeights.trained(known.layout, known.seed).get(parameter) : said.clone();
    }

    @Override
    public float[] gradient(String parameter) {
        Builder known = facts(Signal.GRADIENT);
        float[] said = known.gradients.get(parameter);
        return said == null ? PlainWeights.trained(known.layout, known.seed + 1).get(parameter) : said.clone();
    }

    @Override
    public double lossIf(GrowthPlan candidate) {
        return facts(Signal.PROBE).lossOf(candidate);
    }

    @Override
    public double lossNow() {
        return facts(Signal.PROBE).lossNow;
    }

    @Override
    public Optional<Layout> layoutIf(GrowthPlan candidate) {
        Builder known = facts(Signal.PROBE);
        if (known.layouts != null) {
            return known.layouts.apply(candidate);
        }
        return known.lossOf(candidate) == Double.POSITIVE_INFINITY
                ? Optional.empty()
                : Optional.of(Resized.by(candidate, known.layout));
    }

    @Override
    public RandomStream random() {
        Builder known = facts();
        return RandomStream.of(known.seed, "plain-view").at(known.step);
    }

    @Override
    public Optional<PlanOutcome> lastOutcome() {
        return facts().outcome;
    }

    /** What a view will show; each method changes it and returns it. */
    public static final class Builder {
        private final List<Dim> dims;
        private final List<Dim> others = new ArrayList<>();
        private final Map<String, double[]> spectra = new HashMap<>();
        private final Map<String, double[]> energies = new HashMap<>();
        private final Map<String, float[]> bridges = new HashMap<>();
        private final Map<String, float[]> weights = new HashMap<>();
        private final Map<String, float[]> gradients = new HashMap<>();
        private Layout layout = Layout.of();
        private long seed = 1;
        private long step = 100;
        private long epoch = 1;
        private long stepsPerEpoch = 100;
        private double trainLoss = 1;
        private double heldOutLoss = 1;
        private double lossNow = 1;
        private @Nullable ToDoubleFunction<GrowthPlan> probe;
        private @Nullable Function<GrowthPlan, Optional<Layout>> layouts;
        private Optional<PlanOutcome> outcome = Optional.empty();
        private @Nullable Set<String> sees;

        private Builder(List<Dim> dims) {
            this.dims = dims;
        }

        private Dim claimed(Dim dim) {
            if (dims.stream().noneMatch(d -> d.name().equals(dim.name()))) {
                throw new IllegalArgumentException(dim.name() + " is not claimed by this entry");
            }
            return dim;
        }

        private double lossOf(GrowthPlan plan) {
            return probe == null ? lossNow : probe.applyAsDouble(plan);
        }

        /** Dims of the run that the entry does not claim. */
        public Builder beside(Dim... unclaimed) {
            others.addAll(List.of(unclaimed));
            return this;
        }

        /** The parameters. */
        public Builder layout(Layout parameters) {
            layout = parameters;
            return this;
        }

        /** The run's seed. */
        public Builder seed(long number) {
            seed = number;
            return this;
        }

        /** Steps done. */
        public Builder step(long done) {
            step = done;
            return this;
        }

        /** Epochs done. */
        public Builder epoch(long done) {
            epoch = done;
            return this;
        }

        /** Steps per epoch. */
        public Builder stepsPerEpoch(long steps) {
            stepsPerEpoch = steps;
            return this;
        }

        /** Mean training loss since the last decision. */
        public Builder trainLoss(double loss) {
            trainLoss = loss;
            return this;
        }

        /** Validation loss; NaN for a decision before the first evaluation. */
        public Builder heldOutLoss(double loss) {
            heldOutLoss = loss;
            return this;
        }

        /** Energy per entry of a dim. */
        public Builder spectrum(Dim dim, double... energy) {
            spectra.put(dim.name(), energy.clone());
            return this;
        }

        /** Squared gradient per entry of a dim. */
        public Builder gradientEnergy(Dim dim, double... energy) {
            energies.put(dim.name(), energy.clone());
            return this;
        }

        /** Gradient of a direct weight across a dim. */
        public Builder bridge(Dim dim, float... gradient) {
            bridges.put(dim.name(), gradient.clone());
            return this;
        }

        /** Values of a parameter. */
        public Builder weights(String parameter, float... values) {
            weights.put(parameter, values.clone());
            return this;
        }

        /** Gradient of a parameter. */
        public Builder gradient(String parameter, float... values) {
            gradients.put(parameter, values.clone());
            return this;
        }

        /** The loss of the net as it is, on the batch of probes. */
        public Builder lossNow(double loss) {
            lossNow = loss;
            return this;
        }

        /** The parameters that a plan would lead to; empty for one that would be rejected. */
        public Builder layoutIf(Function<GrowthPlan, Optional<Layout>> layout) {
            layouts = layout;
            return this;
        }

        /** The loss that a plan would have; infinity for one that would be rejected. */
        public Builder lossIf(ToDoubleFunction<GrowthPlan> loss) {
            probe = loss;
            return this;
        }

        /** What became of the last plan. */
        public Builder lastOutcome(PlanOutcome.Status status, String why) {
            outcome = Optional.of(new Outcome(status, why));
            return this;
        }

        /** Only these signals are shown. */
        public Builder sees(String... signals) {
            sees = Set.of(signals);
            return this;
        }

        /** The view. */
        public PlainView view() {
            return new PlainView(this);
        }

        /** What a strategy decides on such a view, which is revoked when it returns. */
        public <S extends Record> Decision decide(GrowthStrategy<S> strategy, S settings, PluginState state) {
            PlainView view = view();
            try {
                return strategy.decide(view, settings, state);
            } finally {
                view.revoke();
            }
        }
    }

    private record Outcome(Status status, String why) implements PlanOutcome {}
}
