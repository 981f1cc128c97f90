package org.espalier.testkit.optimize;

import java.util.List;
import java.util.function.Supplier;
import org.espalier.api.growth.Parameter;
import org.espalier.api.optimize.Moment;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.testkit.Caught;
import org.junit.jupiter.api.Test;

/** Each wrong optimizer is caught by the check meant for it, and by no other. */
class WrongOptimizersTest {
    record Settings(@Doc("learning rate") double lr) {}

    /** RMSProp with bias correction, as it should be; the wrong ones change one thing each. */
    @Plugin(name = "right")
    static class Right implements Optimizer<Settings> {
        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public List<Moment> moments(Settings settings) {
            return List.of(Moment.quadratic("second"));
        }

        @Override
        public double rate(Settings settings) {
            return settings.lr();
        }

        @Override
        public UpdateRule prepare(Parameter parameter, Settings settings) {
            return (weights, gradient, moments, from, to, rate, age, constants) -> {
                double correction = correction(age);
                for (int i = start(from); i < to; i++) {
                    float g = gradient[i];
                    moments[0][i] = 0.9f * moments[0][i] + 0.1f * moment(g);
                    weights[i] -= (float) (sign() * rate * g / (Math.sqrt(moments[0][i] / correction) + floor()));
                }
            };
        }

        double correction(long age) {
            return 1 - Math.pow(0.9, age);
        }

        int start(int from) {
            return from;
        }

        float moment(float g) {
            return g * g;
        }

        int sign() {
            return 1;
        }

        double floor() {
            return 1e-8;
        }
    }

    @Plugin(name = "counter")
    static class CountsItsCalls extends Right {
        private long calls;

        @Override
        double correction(long age) {
            return super.correction(++calls);
        }
    }

    @Plugin(name = "global")
    static class IgnoresAges extends Right {
        @Override
        double correction(long age) {
            return 1;
        }
    }

    @Plugin(name = "early")
    static class WritesBesideTheSpan extends Right {
        @Override
        int start(int from) {
            return Math.max(0, from - 1);
        }
    }

    @Plugin(name = "normed")
    static class LooksAtItsNeighbours extends Right {
        @Override
        public UpdateRule prepare(Parameter parameter, Settings settings) {
            UpdateRule right = super.prepare(parameter, settings);
            return (weights, gradient, moments, from, to, rate, age, constants) -> right.update(
                    weights, gradient, moments, from, to, to - from > 150 ? rate / 2 : rate, age, constants);
        }
    }

    @Plugin(name = "zero")
    static class DividesByZero extends Right {
        @Override
        double floor() {
            return 0;
        }
    }

    @Plugin(name = "linear")
    static class DeclaresTheWrongDegree extends Right {
        @Override
        public List<Moment> moments(Settings settings) {
            return List.of(Moment.linear("second"));
        }
    }

    @Plugin(name = "upward")
    static class GoesUphill extends Right {
        @Override
        int sign() {
            return -1;
        }
    }

    @Plugin(name = "denier")
    static class DeniesThatZerosMove extends Right {
        @Override
        public boolean movesExactZero(Settings settings) {
            return false;
        }
    }

    @Plugin(name = "wasteful")
    static class Allocates extends Right {
        @Override
        public UpdateRule prepare(Parameter parameter, Settings settings) {
            UpdateRule right = super.prepare(parameter, settings);
            return (weights, gradient, moments, from, to, rate, age, constants) ->
                    right.update(weights, gradient.clone(), moments, from, to, rate, age, constants);
        }
    }

    @Plugin(name = "still")
    static class HasNoRate extends Right {
        @Override
        public double rate(Settings settings) {
            return Double.NaN;
        }
    }

    abstract static class Kit extends OptimizerConformance<Settings> {
        private final Supplier<Optimizer<Settings>> optimizers;

        Kit(Supplier<Optimizer<Settings>> optimizers) {
            this.optimizers = optimizers;
        }

        @Override
        protected Optimizer<Settings> plugin() {
            return optimizers.get();
        }

        @Override
        protected List<Settings> settings() {
            return List.of(new Settings(1e-2));
        }
    }

    static class OfRight extends Kit {
        OfRight() {
            super(Right::new);
        }
    }

    static class OfCountsItsCalls extends Kit {
        OfCountsItsCalls() {
            super(CountsItsCalls::new);
        }
    }

    static class OfIgnoresAges extends Kit {
        OfIgnoresAges() {
            super(IgnoresAges::new);
        }
    }

    static class OfWritesBesideTheSpan extends Kit {
        OfWritesBesideTheSpan() {
            super(WritesBesideTheSpan::new);
        }
    }

    static class OfLooksAtItsNeighbours extends Kit {
        OfLooksAtItsNeighbours() {
            super(LooksAtItsNeighbours::new);
        }
    }

    static class OfDividesByZero extends Kit {
        OfDividesByZero() {
            super(DividesByZero::new);
        }
    }

    static class OfDeclaresTheWrongDegree extends Kit {
        OfDeclaresTheWrongDegree() {
            super(DeclaresTheWrongDegree::new);
        }
    }

    static class OfGoesUphill extends Kit {
        OfGoesUphill() {
            super(GoesUphill::new);
        }
    }

    static class OfDeniesThatZerosMove extends Kit {
        OfDeniesThatZerosMove() {
            super(DeniesThatZerosMove::new);
        }
    }

    static class OfAllocates extends Kit {
        OfAllocates() {
            super(Allocates::new);
        }
    }

    static class OfHasNoRate extends Kit {
        OfHasNoRate() {
            super(HasNoRate::new);
        }
    }

    @Test
    void anOptimizerThatDoesNothingWrongPasses() {
        Caught.byNothing(OfRight.class);
    }

    @Test
    void aCounterOfCallsIsCaughtByPreparingAgain() {
        Caught.by("aRulePreparedAgainGivesTheSameBits", OfCountsItsCalls.class, "the age is an argument");
    }

    @Test
    void aMissingCorrectionIsCaughtByTheNewbornsStep() {
        Caught.by("aNewbornsFirstStepIsNoLargerThanItsLaterOnes", OfIgnoresAges.class, "3.16 times");
    }

    @Test
    void anEntryBesideTheSpanIsCaught() {
        Caught.by("onlyTheSpanIsWritten", OfWritesBesideTheSpan.class, "wrote outside");
    }

    @Test
    void aRuleThatLooksAtTheWholeSpanIsCaught() {
        Caught.by("howAParameterIsSplitDoesNotMatter", OfLooksAtItsNeighbours.class, "three spans");
    }

    @Test
    void aDivisionByZeroIsCaught() {
        Caught.by("aGradientOfZeroMakesNothingOfNothing", OfDividesByZero.class, "to NaN");
    }

    @Test
    void aWrongDegreeIsCaught() {
        Caught.by("momentsScaleWithTheGradientAsDeclared", OfDeclaresTheWrongDegree.class, "of degree 1");
    }

    @Test
    void aWrongSignIsCaught() {
        Caught.by("stepsGoDownhill", OfGoesUphill.class, "against the gradient");
    }

    @Test
    void aFalseWordOnZerosIsCaught() {
        Caught.by("exactZerosMoveOrStayAsItSays", OfDeniesThatZerosMove.class, "movesExactZero says false");
    }

    @Test
    void garbageIsCaught() {
        Caught.by("anUpdateAllocatesNothing", OfAllocates.class, "bytes");
    }

    @Test
    void aRateThatIsNoNumberIsCaught() {
        Caught.by("theRateIsAPositiveNumber", OfHasNoRate.class, "NaN");
    }
}
