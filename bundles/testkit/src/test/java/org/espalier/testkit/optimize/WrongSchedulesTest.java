package org.espalier.testkit.optimize;

import java.util.List;
import java.util.function.Supplier;
import org.espalier.api.optimize.Progress;
import org.espalier.api.optimize.Rate;
import org.espalier.api.optimize.Schedule;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.StateMismatchException;
import org.espalier.testkit.Caught;
import org.espalier.testkit.plugin.EarlierState;
import org.junit.jupiter.api.Test;

/** Each wrong schedule is caught by the check meant for it, and by no other. */
class WrongSchedulesTest {
    private static final String RESTORED = "statesOfEarlierSchemasAreReadAndOthersRefused";

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

    /** Called its step "at" when its schema was 1, and read it well. */
    @Plugin(name = "renamed", schema = 2)
    static class Renamed extends Right {
        @Override
        public PluginState restore(PluginState saved, int schema) throws StateMismatchException {
            if (schema != 1) {
                throw new StateMismatchException(schema, "only 1 is read");
            }
            return PluginState.empty().with("step", saved.number("at", 0));
        }
    }

    @Plugin(name = "strict", schema = 2)
    static class ReadsNoEarlierState extends Right {}

    @Plugin(name = "trusting")
    static class ReadsStatesOfLaterSchemas extends Right {
        @Override
        public PluginState restore(PluginState saved, int schema) {
            return saved;
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

    static class OfRenamed extends Kit {
        OfRenamed() {
            super(Renamed::new);
        }

        @Override
        protected List<EarlierState> earlierStates() {
            return List.of(EarlierState.read(1, PluginState.empty().with("at", 3)));
        }
    }

    static class OfRenamedWithoutASample extends Kit {
        OfRenamedWithoutASample() {
            super(Renamed::new);
        }
    }

    static class OfReadsNoEarlierState extends Kit {
        OfReadsNoEarlierState() {
            super(ReadsNoEarlierState::new);
        }

        @Override
        protected List<EarlierState> earlierStates() {
            return List.of(EarlierState.read(1, PluginState.empty().with("at", 3)));
        }
    }

    static class OfReadsNoEarlierStateOnPurpose extends Kit {
        OfReadsNoEarlierStateOnPurpose() {
            super(ReadsNoEarlierState::new);
        }

        @Override
        protected List<EarlierState> earlierStates() {
            return List.of(EarlierState.refused(1));
        }
    }

    static class OfReadsStatesOfLaterSchemas extends Kit {
        OfReadsStatesOfLaterSchemas() {
            super(ReadsStatesOfLaterSchemas::new);
        }
    }

    @Test
    void aScheduleThatDoesNothingWrongPasses() {
        Caught.byNothing(OfRight.class);
        Caught.byNothing(OfRenamed.class);
        Caught.byNothing(OfReadsNoEarlierStateOnPurpose.class);
    }

    @Test
    void anEarlierSchemaOfWhichNothingIsSaidIsCaught() {
        Caught.by(
                RESTORED, OfRenamedWithoutASample.class, "schema 2", "EarlierState.read(1", "EarlierState.refused(1)");
    }

    @Test
    void anEarlierStateThatIsNotReadIsCaught() {
        Caught.by(RESTORED, OfReadsNoEarlierState.class, "restore does not read {at=3.0} of schema 1");
    }

    @Test
    void aStateOfALaterSchemaThatIsReadIsCaught() {
        Caught.by(RESTORED, OfReadsStatesOfLaterSchemas.class, "restore read a state of schema 2");
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
