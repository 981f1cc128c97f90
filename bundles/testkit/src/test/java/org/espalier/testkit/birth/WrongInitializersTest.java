package org.espalier.testkit.birth;

import java.util.List;
import java.util.function.Supplier;
import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Silence;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.testkit.Caught;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each wrong initializer is caught by the check meant for it, and by no other. */
class WrongInitializersTest {
    record Settings(@Doc("standard deviation") double std) {}

    /** Normal numbers for all but vectors and what is silent, as it should be; the wrong ones change one thing each. */
    @Plugin(name = "right")
    static class Right implements Initializer<Settings> {
        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public boolean initialize(Newborn newborn, Settings settings) {
            if (newborn.parameter().axes().size() < 2) {
                return false;
            }
            Silence silence = Silence.of(newborn);
            newborn.region()
                    .forEach((flat, index) -> newborn.values()[flat] = silence.at(index)
                            ? 0
                            : (float) (settings.std() * newborn.random().normal(flat)));
            return true;
        }
    }

    @Plugin(name = "loud")
    static class DrawsWhatIsSilent extends Right {
        @Override
        public boolean initialize(Newborn newborn, Settings settings) {
            if (!super.initialize(newborn, settings)) {
                return false;
            }
            newborn.region()
                    .forEach((flat, index) ->
                            newborn.values()[flat] = (float) newborn.random().normal(flat));
            return true;
        }
    }

    @Plugin(name = "counter")
    static class DrawsByACounter extends Right {
        private long draws;

        @Override
        public boolean initialize(Newborn newborn, Settings settings) {
            Silence silence = Silence.of(newborn);
            newborn.region().forEach((flat, index) -> {
                float drawn = (float) newborn.random().normal(draws++);
                newborn.values()[flat] = silence.at(index) ? 0 : drawn;
            });
            return true;
        }
    }

    @Plugin(name = "lazy")
    static class LeavesTheLastEntry extends Right {
        @Override
        public boolean initialize(Newborn newborn, Settings settings) {
            if (!super.initialize(newborn, settings)) {
                return false;
            }
            float[] values = newborn.values();
            newborn.region().forEach((flat, index) -> values[flat] = flat == 0 ? Float.NaN : values[flat]);
            return true;
        }
    }

    @Plugin(name = "eager")
    static class WritesWhatWasThere extends Right {
        @Override
        public boolean initialize(Newborn newborn, Settings settings) {
            boolean filled = super.initialize(newborn, settings);
            newborn.values()[0] = 1;
            return filled;
        }
    }

    @Plugin(name = "holder")
    static class HoldsANewborn extends Right {
        private @Nullable Newborn last;

        @Override
        public boolean initialize(Newborn newborn, Settings settings) {
            last = newborn;
            return super.initialize(newborn, settings);
        }
    }

    abstract static class Kit extends InitializerConformance<Settings> {
        private final Supplier<Initializer<Settings>> plugins;

        Kit(Supplier<Initializer<Settings>> plugins) {
            this.plugins = plugins;
        }

        @Override
        protected Initializer<Settings> plugin() {
            return plugins.get();
        }

        @Override
        protected List<Settings> settings() {
            return List.of(new Settings(0.1));
        }
    }

    static class OfRight extends Kit {
        OfRight() {
            super(Right::new);
        }
    }

    static class OfDrawsWhatIsSilent extends Kit {
        OfDrawsWhatIsSilent() {
            super(DrawsWhatIsSilent::new);
        }
    }

    static class OfDrawsByACounter extends Kit {
        OfDrawsByACounter() {
            super(DrawsByACounter::new);
        }
    }

    static class OfLeavesTheLastEntry extends Kit {
        OfLeavesTheLastEntry() {
            super(LeavesTheLastEntry::new);
        }
    }

    static class OfWritesWhatWasThere extends Kit {
        OfWritesWhatWasThere() {
            super(WritesWhatWasThere::new);
        }
    }

    static class OfHoldsANewborn extends Kit {
        OfHoldsANewborn() {
            super(HoldsANewborn::new);
        }
    }

    @Test
    void anInitializerThatDoesNothingWrongPasses() {
        Caught.byNothing(OfRight.class);
    }

    @Test
    void aCounterOfDrawsIsCaught() {
        Caught.by("valuesFollowFromTheNewbornAndItsStreamAlone", OfDrawsByACounter.class, "newborn.random()");
    }

    @Test
    void anEntryThatIsNotFilledIsCaught() {
        Caught.by("everyNewbornEntryGetsAFiniteValue", OfLeavesTheLastEntry.class, "is NaN");
    }

    @Test
    void anOldEntryThatIsOverwrittenIsCaught() {
        Caught.by("onlyNewbornEntriesAreWritten", OfWritesWhatWasThere.class, "region().forEach");
    }

    @Test
    void anEntryThatIsHeardThoughTheLayoutCallsItSilentIsCaught() {
        Caught.by(
                "whatTheLayoutCallsSilentStaysZeroWhereItIsHeard",
                OfDrawsWhatIsSilent.class,
                "middle",
                "Silence.of(newborn)");
    }

    @Test
    void aNewbornInAFieldIsCaught() {
        Caught.by("noNewbornIsHeldAfterTheCall", OfHoldsANewborn.class, "HoldsANewborn.last");
    }
}
