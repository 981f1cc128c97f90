package org.espalier.testkit.strategy;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Signal;
import org.espalier.api.plugin.PluginState;
import org.espalier.testkit.Caught;
import org.espalier.testkit.plugin.EarlierState;
import org.junit.jupiter.api.Test;

/** Each wrong strategy is caught by the check meant for it, and by no other. */
class WrongStrategiesTest {
    private static final String RESTORED = "statesOfEarlierSchemasAreReadAndOthersRefused";
    private static final String WARNED = "itsWarningsAreOneLineEachInARunOfAnyLength";
    private static final List<EarlierState> OLD =
            List.of(EarlierState.read(1, PluginState.empty().with("turns", 7)));

    abstract static class Kit extends StrategyConformance<WrongStrategies.Settings> {
        private final Supplier<GrowthStrategy<WrongStrategies.Settings>> strategies;

        Kit(Supplier<GrowthStrategy<WrongStrategies.Settings>> strategies) {
            this.strategies = strategies;
        }

        @Override
        protected GrowthStrategy<WrongStrategies.Settings> plugin() {
            return strategies.get();
        }

        @Override
        protected List<WrongStrategies.Settings> settings() {
            return List.of(new WrongStrategies.Settings(1.5));
        }

        /** Width, depth with ranks, and the grid: enough for what is wrong here, and quick. */
        @Override
        protected List<GrowingSystem> systems() {
            List<GrowingSystem> all = super.systems();
            return List.of(all.get(0), all.get(5), all.get(6));
        }
    }

    static class OfRight extends Kit {
        OfRight() {
            super(WrongStrategies.Right::new);
        }
    }

    static class OfClock extends Kit {
        OfClock() {
            super(WrongStrategies.ReadsAClock::new);
        }
    }

    static class OfIdentity extends Kit {
        OfIdentity() {
            super(WrongStrategies.KnowsStatesByIdentity::new);
        }
    }

    static class OfForgetful extends Kit {
        OfForgetful() {
            super(WrongStrategies.RemembersInAField::new);
        }
    }

    static class OfHolder extends Kit {
        OfHolder() {
            super(WrongStrategies.HoldsAView::new);
        }
    }

    static class OfLatecomer extends Kit {
        OfLatecomer() {
            super(WrongStrategies.UsesAViewLate::new);
        }
    }

    static class OfCurious extends Kit {
        OfCurious() {
            super(WrongStrategies.AsksForAnUndeclaredSignal::new);
        }
    }

    static class OfUnwanted extends Kit {
        OfUnwanted() {
            super(WrongStrategies.WantsLessThanItReads::new);
        }
    }

    static class OfGreedy extends Kit {
        OfGreedy() {
            super(WrongStrategies.GrowsPastPermittedSizes::new);
        }
    }

    static class OfHasty extends Kit {
        OfHasty() {
            super(WrongStrategies.CountsOnADim::new);
        }
    }

    static class OfGuessing extends Kit {
        OfGuessing() {
            super(WrongStrategies.GuessesANameOfAParameter::new);
        }
    }

    static class OfPromising extends Kit {
        OfPromising() {
            super(WrongStrategies.PromisesTooMuch::new);
        }
    }

    static class OfLeaky extends Kit {
        OfLeaky() {
            super(WrongStrategies.LeavesAThreadLocal::new);
        }
    }

    static class OfThrower extends Kit {
        OfThrower() {
            super(WrongStrategies.Throws::new);
        }
    }

    static class OfRefuser extends Kit {
        OfRefuser() {
            super(WrongStrategies.RefusesEverything::new);
        }
    }

    static class OfNameless extends Kit {
        OfNameless() {
            super(WrongStrategies.HasNoCard::new);
        }
    }

    static class OfOddName extends Kit {
        OfOddName() {
            super(WrongStrategies.HasAnOddName::new);
        }
    }

    static class OfSlow extends Kit {
        OfSlow() {
            super(WrongStrategies.TakesItsTime::new);
        }

        @Override
        protected Duration longestDecision() {
            return Duration.ofMillis(1);
        }
    }

    static class OfRenamed extends Kit {
        OfRenamed() {
            super(WrongStrategies.Renamed::new);
        }

        @Override
        protected List<EarlierState> earlierStates() {
            return OLD;
        }
    }

    static class OfRenamedWithoutASample extends Kit {
        OfRenamedWithoutASample() {
            super(WrongStrategies.Renamed::new);
        }
    }

    static class OfRaised extends Kit {
        OfRaised() {
            super(WrongStrategies.ReadsNoEarlierState::new);
        }

        @Override
        protected List<EarlierState> earlierStates() {
            return OLD;
        }
    }

    static class OfRaisedOnPurpose extends Kit {
        OfRaisedOnPurpose() {
            super(WrongStrategies.ReadsNoEarlierState::new);
        }

        @Override
        protected List<EarlierState> earlierStates() {
            return List.of(EarlierState.refused(1));
        }
    }

    static class OfStumbling extends Kit {
        OfStumbling() {
            super(WrongStrategies.StumblesOverWhatItReads::new);
        }

        @Override
        protected List<EarlierState> earlierStates() {
            return OLD;
        }
    }

    static class OfTrusting extends Kit {
        OfTrusting() {
            super(WrongStrategies.ReadsStatesOfLaterSchemas::new);
        }
    }

    static class OfVerbose extends Kit {
        OfVerbose() {
            super(WrongStrategies.WarnsInTwoLines::new);
        }
    }

    static class OfDividing extends Kit {
        OfDividing() {
            super(WrongStrategies.CannotWarnOfAShortRun::new);
        }
    }

    static class OfPrying extends Kit {
        OfPrying() {
            super(WrongStrategies.TellsOfASignalThatItDoesNotName::new);
        }
    }

    static class OfRash extends Kit {
        OfRash() {
            super(WrongStrategies.CannotWarnOfDims::new);
        }
    }

    @Test
    void aStrategyThatDoesNothingWrongPasses() {
        Caught.byNothing(OfRight.class);
        Caught.byNothing(OfRenamed.class);
        Caught.byNothing(OfRaisedOnPurpose.class);
    }

    @Test
    void anEarlierSchemaOfWhichNothingIsSaidIsCaught() {
        Caught.by(
                RESTORED, OfRenamedWithoutASample.class, "schema 2", "EarlierState.read(1", "EarlierState.refused(1)");
    }

    @Test
    void anEarlierStateThatIsNotReadIsCaught() {
        Caught.by(RESTORED, OfRaised.class, "restore does not read {turns=7.0} of schema 1");
    }

    @Test
    void anEarlierStateThatIsReadAsOneThatCannotGoOnIsCaught() {
        Caught.by(RESTORED, OfStumbling.class, "decide threw");
    }

    @Test
    void aStateOfALaterSchemaThatIsReadIsCaught() {
        Caught.by(RESTORED, OfTrusting.class, "restore read a state of schema 2");
    }

    @Test
    void aWarningOfTwoLinesIsCaught() {
        Caught.by(WARNED, OfVerbose.class, "which is no line", "third epoch\\nand");
    }

    @Test
    void warningsThatThrowForSomeLengthOfARunAreCaught() {
        Caught.by(WARNED, OfDividing.class, "warnings threw", "a run of 1 epochs");
    }

    @Test
    void warningsThatThrowOverTheDimsAheadAreCaught() {
        Caught.by(WARNED, OfRash.class, "warnings threw", "no parameter is named some");
    }

    @Test
    void anOutlookThatReadsWhatTheCardDoesNotNameIsCaught() {
        Caught.by(
                "itsOutlookIsOneLineEachAndFollowsFromItsArgumentsAlone",
                OfPrying.class,
                "outlook threw",
                Signal.HELD_OUT_LOSS);
    }

    @Test
    void aClockIsCaughtAsImpure() {
        Caught.by("theSameArgumentsGiveTheSameDecision", OfClock.class, "two decisions", "seen.random()");
    }

    @Test
    void statesKnownByIdentityAreCaughtAtTheCheckpoint() {
        Caught.by("aStateThatACheckpointGaveBackDecidesAlike", OfIdentity.class, "equals");
    }

    @Test
    void aFieldThatRemembersIsCaughtByResuming() {
        Caught.by("aRunResumedAtAnyDecisionGoesOnAlike", OfForgetful.class, "outside the state");
    }

    @Test
    void aViewInAFieldIsCaught() {
        Caught.by("noViewIsUsedOrHeldAfterItsDecision", OfHolder.class, "HoldsAView.last still holds a view");
    }

    @Test
    void aViewThatIsUsedLateIsCaughtThoughTheStrategySwallowsTheRefusal() {
        Caught.by("noViewIsUsedOrHeldAfterItsDecision", OfLatecomer.class, "UsesAViewLate used a view after");
    }

    @Test
    void aSignalThatTheCardDoesNotNameIsCaught() {
        Caught.by(
                "onlySignalsThatTheCardNamesAreAskedFor",
                OfCurious.class,
                "held-out-loss, which the card does not name");
    }

    @Test
    void aSignalThatTheSettingsDoNotWantIsCaught() {
        Caught.by("onlySignalsThatTheCardNamesAreAskedFor", OfUnwanted.class, "wants(\"held-out-loss\"");
    }

    @Test
    void aSizeBetweenThePermittedOnesIsCaught() {
        Caught.by(
                "everyPlanIsOneThatTheHostCarriesOutWhateverTheDims",
                OfGreedy.class,
                "resized to 17, which it does not permit");
    }

    @Test
    void anEmptyClaimThatWasNotThoughtOfIsCaught() {
        Caught.by("everyPlanIsOneThatTheHostCarriesOutWhateverTheDims", OfHasty.class, "on the claimed dims []");
    }

    @Test
    void aBirthForAParameterThatIsNotThereIsCaught() {
        Caught.by("everyPlanIsOneThatTheHostCarriesOutWhateverTheDims", OfGuessing.class, "*.kernel, but no parameter");
    }

    @Test
    void aPromiseThatIsNotKeptIsCaught() {
        Caught.by("aPlanThatPromisesToPreserveTheFunctionDoes", OfPromising.class, "outputs change by");
    }

    @Test
    void aSlowDecisionIsCaught() {
        Caught.by("itDecidesFarWithinTheDeadline", OfSlow.class, "took", "10 s");
    }

    @Test
    void whatStaysInAThreadIsCaught() {
        Caught.by("itsClassesCanBeUnloadedAfterwards", OfLeaky.class, "LeavesAThreadLocal leaves something behind");
    }

    @Test
    void anExceptionIsCaughtOnce() {
        Caught.by("itDecidesThroughoutASmallRun", OfThrower.class, "decide threw", "at decision 9");
    }

    @Test
    void aStrategyThatRefusesEveryDimIsNotTakenForChecked() {
        Caught.by("itDecidesThroughoutASmallRun", OfRefuser.class, "Override systems()");
    }

    @Test
    void aMissingCardAndAnOddNameAreCaught() {
        Caught.by("itsCardNamesIt", OfNameless.class, "@Plugin(name = \"…\")");
        Caught.by("itsCardNamesIt", OfOddName.class, "kebab case");
    }
}
