package org.espalier.testkit.optimize;

import java.util.List;
import java.util.function.Supplier;
import org.espalier.api.optimize.Progress;
import org.espalier.api.optimize.Rate;
import org.espalier.api.optimize.Schedule;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.espalier.testkit.Caught;
import org.junit.jupiter.api.Test;

/** Each wrong schedule is caught by the check meant for it, and by no other. */
class WrongSchedulesTest {
    record Settings(@Doc("share of the rate that an epoch keeps") double kept) {}

    /** A factor that shrinks with the epochs, as it should be; the wrong ones change one thing each. */
    @Plugin(name = "right")
    static class Right implements Schedule<Settings> {
        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Rate rate(Progress progress, Settings settings, PluginState state) {
            return Rate.of(Math.pow(settings.kept(), progress.epoch()), state.with("step", progress.step()));
        }
    }

    @Plugin(name = "negative")
    static class FallsBelowZero extends Right {
        @Override
        public Rate rate(Progress progress, Settings settings, PluginState state) {
            return Rate.of(1 - 2.0 * progress.epoch() / progress.epochs(), state);
        }
    }

    @Plugin(name = "drawn")
    static class DrawsItsFactor extends Right {
        @Override
        public Rate rate(Progress progress, Settings settings, PluginState state) {
            return Rate.of(Math.random(), state);
        }
    }

    @Plugin(name = "forgetful")
    static class RemembersInAField extends Right {
        private double best = Double.POSITIVE_INFINITY;

        @Override
        public Rate rate(Progress progress, Settings settings, PluginState state) {
            best = Double.isNaN(progress.heldOutLoss()) ? best : Math.min(best, progress.heldOutLoss());
            return Rate.of(best < 0.5 ? 0.1 : 1, state);
        }
    }

    abstract static class Kit extends ScheduleConformance<Settings> {
        private final Supplier<Schedule<Settings>> plugins;

        Kit(Supplier<Schedule<Settings>> plugins) {
            this.plugins = plugins;
        }

        @Override
        protected Schedule<Settings> plugin() {
            return plugins.get();
        }

        @Override
        protected List<Settings> settings() {
            return List.of(new Settings(0.9));
        }
    }

    static class OfRight extends Kit {
        OfRight() {
            super(Right::new);
        }
    }

    static class OfFallsBelowZero extends Kit {
        OfFallsBelowZero() {
            super(FallsBelowZero::new);
        }
    }

    static class OfDrawsItsFactor extends Kit {
        OfDrawsItsFactor() {
            super(DrawsItsFactor::new);
        }
    }

    static class OfRemembersInAField extends Kit {
        OfRemembersInAField() {
            super(RemembersInAField::new);
        }
    }

    @Test
    void aScheduleThatDoesNothingWrongPasses() {
        Caught.byNothing(OfRight.class);
    }

    @Test
    void aFactorBelowZeroIsCaught() {
        Caught.by("itHasAFactorForEveryStep", OfFallsBelowZero.class, "rate threw");
    }

    @Test
    void aFactorThatIsDrawnIsCaught() {
        Caught.by("theSameArgumentsGiveTheSameFactor", OfDrawsItsFactor.class, "the same arguments");
    }

    @Test
    void aFieldThatRemembersIsCaughtByResuming() {
        Caught.by("aRunResumedAtAnyStepGoesOnAlike", OfRemembersInAField.class, "goes into the state");
    }
}
