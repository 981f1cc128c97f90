package org.espalier.testkit.number;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.number.NumberTraits;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.RandomStream;
import org.espalier.testkit.Caught;
import org.junit.jupiter.api.Test;

/** Each wrong number system is caught by the check meant for it, and by no other. */
class WrongNumberSystemsTest {
    record Settings(@Doc("steps from 0 to the largest value") int steps) {}

    /** Steps of equal length with one scale, rounded stochastically, as it should be; the wrong ones change one thing each. */
    @Plugin(name = "right")
    static class Right implements NumberSystem<Settings> {
        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public NumberTraits traits(Site site, Settings settings) {
            return NumberTraits.of(8, true, 1);
        }

        @Override
        public Rounder prepare(int[] shape, Site site, Settings settings) {
            return new Steps(this, settings.steps(), shape[0] * shape[1]);
        }

        int first(int from) {
            return from;
        }

        int entry(int i, int first) {
            return first + i;
        }

        double scale(double most, int steps) {
            return (most > 0 ? most : 1) / steps;
        }

        double step(double x, double draw) {
            return Math.floor(x + draw);
        }

        float special(float x, float rounded) {
            return Float.isNaN(x) ? x : rounded;
        }

        int code(int step, int steps) {
            return step + steps;
        }
    }

    record Steps(Right how, int steps, int length) implements Rounder {
        @Override
        public int groups() {
            return 1;
        }

        @Override
        public void fit(float[] values, double[] scales) {
            double most = 0;
            for (float value : values) {
                most = Math.max(most, Math.abs(value));
            }
            scales[0] = how.scale(most, steps);
        }

        @Override
        public void round(float[] values, int from, int to, int first, double[] scales, RandomStream draws) {
            for (int i = how.first(from); i < to; i++) {
                double x = values[i] / scales[0];
                double nearest = Math.rint(x);
                // What is representable is not drawn for: float32 is a little off the step.
                double step = Math.abs(x - nearest) < 1e-4 ? nearest : how.step(x, draws.uniform(how.entry(i, first)));
                double bounded = Math.max(-steps, Math.min(steps, step));
                values[i] = how.special(values[i], (float) (bounded * scales[0]));
            }
        }

        @Override
        public void encode(float[] values, double[] scales, int[] codes) {
            for (int i = 0; i < length; i++) {
                codes[i] = how.code((int) Math.rint(values[i] / scales[0]), steps);
            }
        }

        @Override
        public float[] values(double[] scales, int group) {
            float[] table = new float[2 * steps + 1];
            for (int i = 0; i < table.length; i++) {
                table[i] = (float) ((i - steps) * scales[0]);
            }
            return table;
        }

        @Override
        public int group(int entry) {
            return 0;
        }
    }

    @Plugin(name = "drifting")
    static class MovesWhatIsRepresentable extends Right {
        @Override
        float special(float x, float rounded) {
            return Float.isNaN(x) ? x : rounded * 0.999f;
        }

        @Override
        int code(int step, int steps) {
            return step + steps;
        }
    }

    @Plugin(name = "folding")
    static class TurnsLargeOnesRound extends Right {
        @Override
        double step(double x, double draw) {
            return x > 60.5 && x < 61.5 ? 59 : super.step(x, draw);
        }
    }

    @Plugin(name = "boasting")
    static class DeclaresLessThanItsError extends Right {
        @Override
        public NumberTraits traits(Site site, Settings settings) {
            return NumberTraits.of(8, true, 0.1);
        }
    }

    @Plugin(name = "zeroless")
    static class DeniesItsZero extends Right {
        @Override
        public NumberTraits traits(Site site, Settings settings) {
            return NumberTraits.of(8, false, 1);
        }
    }

    @Plugin(name = "boastful")
    static class DeclaresStepsThatItLacks extends Right {
        @Override
        public NumberTraits traits(Site site, Settings settings) {
            return super.traits(site, settings).withStepsPerOctave(8);
        }
    }

    @Plugin(name = "soothing")
    static class HidesNotANumber extends Right {
        @Override
        float special(float x, float rounded) {
            return Float.isNaN(x) ? 0 : rounded;
        }
    }

    @Plugin(name = "miscoding")
    static class CodesOneOff extends Right {
        @Override
        int code(int step, int steps) {
            return Math.min(step + steps + 1, 2 * steps);
        }
    }

    @Plugin(name = "narrow")
    static class CodesBeyondItsBits extends Right {
        @Override
        public NumberTraits traits(Site site, Settings settings) {
            return NumberTraits.of(5, true, 1);
        }
    }

    @Plugin(name = "overlapping")
    static class RoundsBeforeTheSpan extends Right {
        @Override
        int first(int from) {
            return Math.max(0, from - 1);
        }
    }

    @Plugin(name = "counting")
    static class DrawsByACounter extends Right {
        private double sum;

        @Override
        double step(double x, double draw) {
            sum += draw;
            return super.step(x, sum - Math.floor(sum));
        }
    }

    @Plugin(name = "misplaced")
    static class DrawsByThePlaceInTheTile extends Right {
        @Override
        int entry(int i, int first) {
            return i;
        }
    }

    @Plugin(name = "piling")
    static class AddsToTheScalesBefore extends Right {
        @Override
        public Rounder prepare(int[] shape, Site site, Settings settings) {
            return new Piling(new Steps(this, settings.steps(), shape[0] * shape[1]));
        }
    }

    /** Does not set a scale that was there, but raises it. */
    record Piling(Steps steps) implements Rounder {
        @Override
        public int groups() {
            return steps.groups();
        }

        @Override
        public void fit(float[] values, double[] scales) {
            double before = scales[0];
            steps.fit(values, scales);
            scales[0] = Math.max(before, scales[0]);
        }

        @Override
        public void round(float[] values, int from, int to, int first, double[] scales, RandomStream draws) {
            steps.round(values, from, to, first, scales, draws);
        }

        @Override
        public void encode(float[] values, double[] scales, int[] codes) {
            steps.encode(values, scales, codes);
        }

        @Override
        public float[] values(double[] scales, int group) {
            return steps.values(scales, group);
        }

        @Override
        public int group(int entry) {
            return steps.group(entry);
        }
    }

    @Plugin(name = "neighbourly")
    static class GivesAllRowsTheScaleOfTheLargest extends Right {
        @Override
        public Rounder prepare(int[] shape, Site site, Settings settings) {
            return new Neighbourly(new Steps(this, settings.steps(), shape[0] * shape[1]), shape[0]);
        }
    }

    /** Every row is a group, but its scale is that of all. */
    record Neighbourly(Steps steps, int groups) implements Rounder {
        @Override
        public boolean rowsAlone() {
            return true;
        }

        @Override
        public void fit(float[] values, double[] scales) {
            steps.fit(values, scales);
            Arrays.fill(scales, scales[0]);
        }

        @Override
        public void round(float[] values, int from, int to, int first, double[] scales, RandomStream draws) {
            steps.round(values, from, to, first, scales, draws);
        }

        @Override
        public void encode(float[] values, double[] scales, int[] codes) {
            steps.encode(values, scales, codes);
        }

        @Override
        public float[] values(double[] scales, int group) {
            return steps.values(scales, group);
        }

        @Override
        public int group(int entry) {
            return entry / (steps.length() / groups);
        }
    }

    @Plugin(name = "scaleless")
    static class HasNoScaleForZeros extends Right {
        @Override
        double scale(double most, int steps) {
            return most / steps;
        }
    }

    @Plugin(name = "idle")
    static class RoundsNowhere extends Right {
        @Override
        public boolean rounds(Site site, Settings settings) {
            return false;
        }
    }

    abstract static class Kit extends NumberSystemConformance<Settings> {
        private final Supplier<NumberSystem<Settings>> plugins;

        Kit(Supplier<NumberSystem<Settings>> plugins) {
            this.plugins = plugins;
        }

        @Override
        protected NumberSystem<Settings> plugin() {
            return plugins.get();
        }

        @Override
        protected List<Settings> settings() {
            return List.of(new Settings(100));
        }
    }

    static class OfRight extends Kit {
        OfRight() {
            super(Right::new);
        }
    }

    static class OfMovesWhatIsRepresentable extends Kit {
        OfMovesWhatIsRepresentable() {
            super(MovesWhatIsRepresentable::new);
        }
    }

    static class OfTurnsLargeOnesRound extends Kit {
        OfTurnsLargeOnesRound() {
            super(TurnsLargeOnesRound::new);
        }
    }

    static class OfDeclaresLessThanItsError extends Kit {
        OfDeclaresLessThanItsError() {
            super(DeclaresLessThanItsError::new);
        }
    }

    static class OfDeniesItsZero extends Kit {
        OfDeniesItsZero() {
            super(DeniesItsZero::new);
        }
    }

    static class OfDeclaresStepsThatItLacks extends Kit {
        OfDeclaresStepsThatItLacks() {
            super(DeclaresStepsThatItLacks::new);
        }
    }

    static class OfHidesNotANumber extends Kit {
        OfHidesNotANumber() {
            super(HidesNotANumber::new);
        }
    }

    static class OfCodesOneOff extends Kit {
        OfCodesOneOff() {
            super(CodesOneOff::new);
        }
    }

    static class OfCodesBeyondItsBits extends Kit {
        OfCodesBeyondItsBits() {
            super(CodesBeyondItsBits::new);
        }
    }

    static class OfRoundsBeforeTheSpan extends Kit {
        OfRoundsBeforeTheSpan() {
            super(RoundsBeforeTheSpan::new);
        }
    }

    static class OfDrawsByACounter extends Kit {
        OfDrawsByACounter() {
            super(DrawsByACounter::new);
        }
    }

    static class OfDrawsByThePlaceInTheTile extends Kit {
        OfDrawsByThePlaceInTheTile() {
            super(DrawsByThePlaceInTheTile::new);
        }
    }

    static class OfAddsToTheScalesBefore extends Kit {
        OfAddsToTheScalesBefore() {
            super(AddsToTheScalesBefore::new);
        }
    }

    static class OfGivesAllRowsTheScaleOfTheLargest extends Kit {
        OfGivesAllRowsTheScaleOfTheLargest() {
            super(GivesAllRowsTheScaleOfTheLargest::new);
        }
    }

    static class OfHasNoScaleForZeros extends Kit {
        OfHasNoScaleForZeros() {
            super(HasNoScaleForZeros::new);
        }
    }

    static class OfRoundsNowhere extends Kit {
        OfRoundsNowhere() {
            super(RoundsNowhere::new);
        }
    }

    @Test
    void aNumberSystemThatDoesNothingWrongPasses() {
        Caught.byNothing(OfRight.class);
    }

    @Test
    void aDriftIsCaughtByRoundingTwice() {
        Caught.by("roundingTwiceIsRoundingOnce", OfMovesWhatIsRepresentable.class, "rounds to itself");
    }

    @Test
    void aLostOrderIsCaught() {
        Caught.by("roundingKeepsOrder", OfTurnsLargeOnesRound.class, "keeps order");
    }

    @Test
    void aFalseErrorIsCaught() {
        Caught.by("theErrorIsAtMostTheDeclaredOne", OfDeclaresLessThanItsError.class, "declare at most 0.1");
    }

    @Test
    void aFalseWordOnZeroIsCaught() {
        Caught.by("zeroIsAValueOrNotAsDeclared", OfDeniesItsZero.class, "zero is no value");
    }

    @Test
    void aStepThatIsNotThereIsCaught() {
        Caught.by("magnitudesAreThoseOfTheDeclaredSteps", OfDeclaresStepsThatItLacks.class, "2^(1/8)");
    }

    @Test
    void aHiddenNotANumberIsCaught() {
        Caught.by("whatIsNotFiniteIsNotHidden", OfHidesNotANumber.class, "NaN is rounded to 0.0");
    }

    @Test
    void aWrongCodeIsCaught() {
        Caught.by("codesDecodeToTheSameValues", OfCodesOneOff.class, "decodes to");
    }

    @Test
    void aCodeBeyondTheBitsIsCaught() {
        Caught.by("codesDecodeToTheSameValues", OfCodesBeyondItsBits.class, "5 bits");
    }

    @Test
    void anEntryBeforeTheSpanIsCaught() {
        Caught.by("onlyTheSpanIsRounded", OfRoundsBeforeTheSpan.class, "changed others");
    }

    @Test
    void aCounterOfDrawsIsCaught() {
        Caught.by("aRounderPreparedAgainGivesTheSameBitsInAnySpans", OfDrawsByACounter.class, "value, scale and draw");
    }

    @Test
    void aDrawByThePlaceInTheTileIsCaught() {
        Caught.by("aTileIsRoundedAsItsEntriesAre", OfDrawsByThePlaceInTheTile.class, "first + i");
    }

    @Test
    void aScaleThatRemembersIsCaught() {
        Caught.by("scalesAreThoseOfTheValuesAlone", OfAddsToTheScalesBefore.class, "does not count");
    }

    @Test
    void aRowThatLooksAtOthersIsCaught() {
        Caught.by("rowsSaidToBeAloneAre", OfGivesAllRowsTheScaleOfTheLargest.class, "look at others");
    }

    @Test
    void aMissingScaleIsCaught() {
        Caught.by("aTensorOfZerosHasFiniteScalesAndStays", OfHasNoScaleForZeros.class, "group of zeros");
    }

    @Test
    void aSampleThatRoundsNowhereIsCaught() {
        Caught.by("samplesRoundSomewhere", OfRoundsNowhere.class, "checks nothing");
    }
}
