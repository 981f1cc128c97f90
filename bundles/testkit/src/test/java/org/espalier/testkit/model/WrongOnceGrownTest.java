package org.espalier.testkit.model;

import java.util.Set;
import org.espalier.api.growth.Dims;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;
import org.espalier.api.plugin.Plugin;
import org.espalier.testkit.Caught;
import org.junit.jupiter.api.Test;

/** Models that are as they should be at birth and wrong once they have grown: each is caught by the check meant for it. */
class WrongOnceGrownTest {
    /** As it should be at birth, and another model from the first growth on. */
    abstract static class OnceGrown extends TanhNet {
        private final TanhNet later;

        OnceGrown(TanhNet later) {
            this.later = later;
        }

        @Override
        public Program prepare(Settings settings, Dims dims, Shapes batch, Workspace workspace) {
            return dims.size("hidden") > settings.hidden()
                    ? later.prepare(settings, dims, batch, workspace)
                    : super.prepare(settings, dims, batch, workspace);
        }
    }

    @Plugin(name = "wrong")
    static class ForgetsASlopeOnceGrown extends OnceGrown {
        ForgetsASlopeOnceGrown() {
            super(new WrongModelsTest.ForgetsASlope());
        }
    }

    @Plugin(name = "wrong")
    static class SetsItsGradientsOnceGrown extends OnceGrown {
        SetsItsGradientsOnceGrown() {
            super(new WrongModelsTest.SetsItsGradients());
        }
    }

    @Plugin(name = "wrong")
    static class DriftsOnceGrown extends OnceGrown {
        DriftsOnceGrown() {
            super(new WrongModelsTest.DriftsByACounter());
        }
    }

    @Plugin(name = "wrong")
    static class LeavesASampleOutOnceGrown extends OnceGrown {
        LeavesASampleOutOnceGrown() {
            super(new WrongModelsTest.LeavesASampleOut());
        }
    }

    @Plugin(name = "wrong")
    static class NamesATapThatIsNotOnceGrown extends TanhNet {
        @Override
        public Set<String> taps(Settings settings, Dims dims) {
            return dims.size("hidden") > settings.hidden() ? Set.of("hidden.read") : Set.of();
        }
    }

    static class OfForgetsASlopeOnceGrown extends WrongModelsTest.Kit {
        OfForgetsASlopeOnceGrown() {
            super(ForgetsASlopeOnceGrown::new);
        }
    }

    static class OfSetsItsGradientsOnceGrown extends WrongModelsTest.Kit {
        OfSetsItsGradientsOnceGrown() {
            super(SetsItsGradientsOnceGrown::new);
        }
    }

    static class OfDriftsOnceGrown extends WrongModelsTest.Kit {
        OfDriftsOnceGrown() {
            super(DriftsOnceGrown::new);
        }
    }

    static class OfLeavesASampleOutOnceGrown extends WrongModelsTest.Kit {
        OfLeavesASampleOutOnceGrown() {
            super(LeavesASampleOutOnceGrown::new);
        }
    }

    static class OfNamesATapThatIsNotOnceGrown extends WrongModelsTest.Kit {
        OfNamesATapThatIsNotOnceGrown() {
            super(NamesATapThatIsNotOnceGrown::new);
        }
    }

    @Test
    void aSlopeThatIsMissingOnlyOnceGrownIsCaughtByCentralDifferences() {
        Caught.by(
                "gradientsAgreeWithCentralDifferences",
                OfForgetsASlopeOnceGrown.class,
                "The gradient of w1",
                "central differences",
                "at [hidden 4/5]");
    }

    @Test
    void gradientsThatAreSetOnlyOnceGrownAreCaught() {
        Caught.by("backwardAddsToTheGradientsGiven", OfSetsItsGradientsOnceGrown.class, "at [hidden 4/5]");
    }

    @Test
    void aProgramThatCountsOnlyOnceGrownIsCaughtByPreparingAgain() {
        Caught.by("aProgramPreparedAgainGivesTheSameBits", OfDriftsOnceGrown.class, "at [hidden 4/5]");
    }

    @Test
    void aShareThatIsLeftOutOnlyOnceGrownIsCaught() {
        Caught.by("workersChangeRoundingAndNothingElse", OfLeavesASampleOutOnceGrown.class, "at [hidden 4/5]");
    }

    @Test
    void aTapThatIsNeverHandedOutOnceGrownIsCaught() {
        Caught.by("theTapsThatItNamesAreHandedOut", OfNamesATapThatIsNotOnceGrown.class, "at [hidden 4/5]");
    }
}
