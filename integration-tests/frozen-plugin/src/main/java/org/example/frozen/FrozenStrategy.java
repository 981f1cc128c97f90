package org.example.frozen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.ExplainedRatio;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.PlanOutcome;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.OneOf;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.plugin.StateMismatchException;
import org.osgi.service.component.annotations.Component;

/** Grows one dim at a time, the one whose last entries carry most; it reads all that a strategy may read. */
@Component(service = GrowthStrategy.class)
@Plugin(
        name = "frozen",
        schema = 2,
        sees = {
            Signal.HELD_OUT_LOSS,
            Signal.SPECTRUM,
            Signal.GRADIENT_ENERGY,
            Signal.WEIGHTS,
            Signal.GRADIENT,
            Signal.PROBE
        })
public final class FrozenStrategy implements GrowthStrategy<FrozenStrategy.Settings> {
    /** How it grows. */
    @Doc("grows the dim whose last entry carries most")
    public record Settings(
            @Doc("decisions from one growth to the next") @Range(min = 1, max = 100) @Default("2") int pause,
            @Doc("how new entries are born") @OneOf({"zero", "normal"}) @Default("zero") String birth,
            @Doc("factors by which sizes are foreseen to grow") @Range(min = 1) @Default("[]") List<Double> factors) {
        public Settings {
            if (birth.equals("normal") && pause < 2) {
                throw new SettingsException("pause", pause, "entries that are born normal need two decisions to settle");
            }
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public PluginState begin(ModelView model, Settings settings) {
        if (model.dims().size() > model.allDims().list().size()) {
            throw new SettingsException("dims", model.dims(), "more than there are");
        }
        int parameters = model.layout().parameters().size();
        return PluginState.empty().with("asked", 0).with("parameters", parameters).with("last", "nothing");
    }

    @Override
    public PluginState restore(PluginState saved, int schema) throws StateMismatchException {
        if (schema != 1) {
            throw new StateMismatchException(schema, "only schema 1 is known beside 2");
        }
        return saved.with("last", "nothing");
    }

    @Override
    public boolean wants(String signal, Settings settings) {
        return !signal.equals(Signal.GRADIENT) || settings.birth().equals("zero");
    }

    @Override
    public int birth(Dim dim, Settings settings) {
        return dim.kind().equals(DimKind.MODES) ? dim.size() : dim.reachable(dim.size());
    }

    @Override
    public Set<Integer> foreseen(Dim dim, Settings settings) {
        return Set.of();
    }

    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        double asked = state.number("asked", 0) + 1;
        double[] before = state.numbers("losses");
        double[] losses = Arrays.copyOf(before, before.length + 1);
        losses[before.length] = seen.heldOutLoss();
        PluginState next = state.with("asked", asked).with("losses", losses);
        String outcome = seen.lastOutcome().map(FrozenStrategy::told).orElse("no plan yet");
        List<Dim> open = new ArrayList<>(seen.dims());
        open.removeIf(Dim::full);
        if (open.isEmpty() || asked % settings.pause() != 0) {
            return figures(Decision.keep("waits, " + outcome, next), seen);
        }
        Dim best = open.get(0);
        double most = -1;
        for (Dim dim : open) {
            double[] energy = seen.spectrum(dim);
            double unexplained = 1 - ExplainedRatio.of(energy, energy.length - 1);
            if (unexplained > most) {
                most = unexplained;
                best = dim;
            }
        }
        Init born = settings.birth().equals("zero") ? Init.zero() : Init.normal(1e-3);
        String why = String.format("last entry carries %.4f, %s", most, outcome);
        GrowthPlan plan = GrowthPlan.of(
                GrowthOp.resize(best, best.reachable(best.size() + 1)).born("*", born).because(why));
        plan = settings.birth().equals("zero") ? plan.preservingFunction() : plan;
        Decision grow = Decision.grow(plan, why, next.with("last", best.name()))
                .figure("if", seen.lossIf(plan));
        return figures(grow, seen);
    }

    private static String told(PlanOutcome outcome) {
        return switch (outcome.status()) {
            case APPLIED -> "the last plan was applied";
            default -> "the last plan was not applied: " + outcome.why();
        };
    }

    private static Decision figures(Decision decision, StepView seen) {
        Parameter first = seen.layout().parameters().get(0);
        double weight = 0;
        for (float w : seen.weights(first.name())) {
            weight += Math.abs(w);
        }
        double gradient = 0;
        for (float g : seen.gradient(first.name())) {
            gradient += Math.abs(g);
        }
        double energy = 0;
        for (Dim dim : seen.dims()) {
            energy += Arrays.stream(seen.gradientEnergy(dim)).sum();
        }
        return decision.figure("weight", weight / first.length())
                .figure("gradient", gradient / first.length())
                .figure("energy", energy)
                .figure("train", seen.trainLoss())
                .figure("epoch", (double) seen.step() / seen.stepsPerEpoch() - seen.epoch())
                .figure("draw", seen.random().at(1).uniform(0));
    }
}
