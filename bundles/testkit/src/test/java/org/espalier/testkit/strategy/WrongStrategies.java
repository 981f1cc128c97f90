package org.espalier.testkit.strategy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.Prospect;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.plugin.StateMismatchException;
import org.jspecify.annotations.Nullable;

/** Strategies that break one promise each. */
final class WrongStrategies {
    private WrongStrategies() {}

    record Settings(@Doc("new size over old size") @Range(min = 1, max = 8) @Default("1.5") double factor) {}

    /** Grows every third decision, as it should; the wrong ones change one thing each. */
    @Plugin(name = "right")
    static class Right implements GrowthStrategy<Settings> {
        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            double calls = state.number("calls", 0) + 1;
            PluginState next = state.with("calls", calls);
            List<GrowthOp.Resize> ops = seen.dims().stream()
                    .filter(d -> !d.full())
                    .map(d -> GrowthOp.resize(d, size(d, settings)))
                    .toList();
            return calls % 3 != 0 || ops.isEmpty()
                    ? Decision.keep("decision " + calls, next)
                    : Decision.grow(plan(ops), "the third decision", next);
        }

        int size(Dim dim, Settings settings) {
            return dim.grown(settings.factor());
        }

        GrowthPlan plan(List<GrowthOp.Resize> ops) {
            return GrowthPlan.of(ops);
        }
    }

    @Plugin(name = "clock")
    static class ReadsAClock extends Right {
        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            return super.decide(seen, settings, state).figure("now", System.nanoTime());
        }
    }

    @Plugin(name = "identity")
    static class KnowsStatesByIdentity extends Right {
        private static final Set<PluginState> MINE = Collections.newSetFromMap(new IdentityHashMap<>());

        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            Decision decision = super.decide(seen, settings, state).figure("mine", MINE.contains(state) ? 1 : 0);
            MINE.add(decision.next());
            return decision;
        }
    }

    @Plugin(name = "forgetful")
    static class RemembersInAField extends Right {
        private long first = Long.MAX_VALUE;

        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            first = Math.min(first, seen.step());
            return super.decide(seen, settings, state).figure("age", seen.step() - first);
        }
    }

    @Plugin(name = "holder")
    static class HoldsAView extends Right {
        private @Nullable StepView last;

        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            last = seen;
            return super.decide(seen, settings, state);
        }
    }

    @Plugin(name = "latecomer")
    static class UsesAViewLate extends Right {
        private final List<Supplier<Long>> steps = new ArrayList<>();

        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            try {
                steps.forEach(Supplier::get);
            } catch (RuntimeException e) {
                // Swallowed: the kit sees it all the same.
            }
            steps.clear();
            steps.add(seen::step);
            return super.decide(seen, settings, state);
        }
    }

    @Plugin(name = "curious", sees = Signal.WEIGHTS)
    static class AsksForAnUndeclaredSignal extends Right {
        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            return super.decide(seen, settings, state).figure("loss", seen.heldOutLoss() > 0 ? 1 : 0);
        }
    }

    @Plugin(name = "unwanted", sees = Signal.HELD_OUT_LOSS)
    static class WantsLessThanItReads extends AsksForAnUndeclaredSignal {
        @Override
        public boolean wants(String signal, Settings settings) {
            return false;
        }
    }

    @Plugin(name = "greedy")
    static class GrowsPastPermittedSizes extends Right {
        @Override
        int size(Dim dim, Settings settings) {
            return Math.min(dim.limit(), dim.size() + 1);
        }
    }

    @Plugin(name = "hasty")
    static class CountsOnADim extends Right {
        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            return super.decide(seen, settings, state)
                    .figure("size", seen.dims().get(0).size());
        }
    }

    @Plugin(name = "guessing")
    static class GuessesANameOfAParameter extends Right {
        @Override
        GrowthPlan plan(List<GrowthOp.Resize> ops) {
            return GrowthPlan.of(
                    ops.stream().map(op -> op.born("*.kernel", Init.zero())).toList());
        }
    }

    @Plugin(name = "promising")
    static class PromisesTooMuch extends Right {
        @Override
        GrowthPlan plan(List<GrowthOp.Resize> ops) {
            return super.plan(ops).preservingFunction();
        }
    }

    @Plugin(name = "slow")
    static class TakesItsTime extends Right {
        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            long end = System.nanoTime() + (seen.step() == 100 ? 1_100_000 : 0);
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return super.decide(seen, settings, state);
        }
    }

    @Plugin(name = "leaky")
    static class LeavesAThreadLocal extends Right {
        private static final ThreadLocal<Settings> CACHE = new ThreadLocal<>();

        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            CACHE.set(settings);
            return super.decide(seen, settings, state);
        }
    }

    @Plugin(name = "thrower")
    static class Throws extends Right {
        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            if (seen.step() == 200) {
                throw new IllegalStateException("no");
            }
            return super.decide(seen, settings, state);
        }
    }

    @Plugin(name = "refuser")
    static class RefusesEverything extends Right {
        @Override
        public PluginState begin(ModelView model, Settings settings) {
            throw new SettingsException("dims", model.dims(), "never");
        }
    }

    /** Counted turns when its schema was 1, and reads them as calls. */
    @Plugin(name = "renamed", schema = 2)
    static class Renamed extends Right {
        @Override
        public PluginState restore(PluginState saved, int schema) throws StateMismatchException {
            if (schema != 1) {
                throw new StateMismatchException(schema, "only 1 is read");
            }
            return PluginState.empty().with("calls", saved.number("turns", 0));
        }
    }

    @Plugin(name = "raised", schema = 2)
    static class ReadsNoEarlierState extends Right {}

    @Plugin(name = "stumbling", schema = 2)
    static class StumblesOverWhatItReads extends Renamed {
        @Override
        public PluginState restore(PluginState saved, int schema) throws StateMismatchException {
            return PluginState.empty()
                    .with("calls", -super.restore(saved, schema).number("calls", 0));
        }

        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            double[] past = new double[(int) state.number("calls", 0)];
            return super.decide(seen, settings, state).figure("past", past.length);
        }
    }

    @Plugin(name = "trusting")
    static class ReadsStatesOfLaterSchemas extends Right {
        @Override
        public PluginState restore(PluginState saved, int schema) {
            return saved;
        }
    }

    @Plugin(name = "verbose")
    static class WarnsInTwoLines extends Right {
        @Override
        public List<String> warnings(Settings settings, long epochs, long stepsPerEpoch) {
            return epochs < 3 ? List.of("grows every third epoch\nand there are " + epochs) : List.of();
        }
    }

    @Plugin(name = "dividing")
    static class CannotWarnOfAShortRun extends Right {
        @Override
        public List<String> warnings(Settings settings, long epochs, long stepsPerEpoch) {
            return 100 / (epochs - 1) > 50 ? List.of("short") : List.of();
        }
    }

    @Plugin(name = "rash")
    static class CannotWarnOfDims extends Right {
        @Override
        public List<String> warnings(Prospect ahead, Settings settings) {
            return ahead.dims().isEmpty() || ahead.layout().get("some").length() > 0 ? List.of() : List.of("none");
        }
    }

    @Plugin(name = "prying", sees = Signal.SPECTRUM)
    static class TellsOfASignalThatItDoesNotName extends Right {
        @Override
        public List<String> outlook(StepView seen, Settings settings, PluginState state) {
            return List.of("loss " + seen.heldOutLoss());
        }
    }

    static class HasNoCard extends Right {}

    @Plugin(name = "Right Thing")
    static class HasAnOddName extends Right {}
}
