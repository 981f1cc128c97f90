package org.espalier.testkit.optimize;

import java.util.List;
import java.util.function.Supplier;
import org.espalier.api.optimize.Loss;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.testkit.Caught;
import org.junit.jupiter.api.Test;

/** Each wrong loss is caught by the check meant for it, and by no other. */
class WrongLossesTest {
    record Settings(@Doc("factor on the loss") double scale) {}

    /** scale · ½‖output − target‖², as it should be; the wrong ones change one thing each. */
    @Plugin(name = "right")
    static class Right implements Loss<Settings> {
        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Measure prepare(int[] outputShape, int[] targetShape, boolean periodic, Settings settings) {
            int length = outputShape[0];
            return (output, target, samples, each, gradient) -> {
                for (int sample = 0; sample < samples; sample++) {
                    double sum = start(samples);
                    for (int i = sample * length; i < (sample + 1) * length; i++) {
                        double error = output[i] - target[i];
                        sum += settings.scale() * error * error / 2;
                        if (gradient.length > 0) {
                            gradient[i] = (float) (settings.scale() * error / share(samples));
                        }
                    }
                    each[sample] = end(sum, gradient);
                }
                after(output);
            };
        }

        double start(int samples) {
            return 0;
        }

        int share(int samples) {
            return samples;
        }

        double end(double sum, float[] gradient) {
            return sum;
        }

        void after(float[] output) {}
    }

    @Plugin(name = "summed")
    static class ForgetsTheMean extends Right {
        @Override
        int share(int samples) {
            return 1;
        }
    }

    @Plugin(name = "crowded")
    static class CountsItsNeighbours extends Right {
        @Override
        double start(int samples) {
            return samples;
        }
    }

    @Plugin(name = "shy")
    static class NeedsAGradient extends Right {
        @Override
        double end(double sum, float[] gradient) {
            return gradient.length == 0 ? Double.NaN : sum;
        }
    }

    @Plugin(name = "writing")
    static class WritesItsOutputs extends Right {
        @Override
        void after(float[] output) {
            output[0] = 0;
        }
    }

    @Plugin(name = "adding")
    static class AddsUp extends Right {
        @Override
        public Measure prepare(int[] outputShape, int[] targetShape, boolean periodic, Settings settings) {
            Measure right = super.prepare(outputShape, targetShape, periodic, settings);
            double[] past = new double[1];
            return (output, target, samples, each, gradient) -> {
                right.evaluate(output, target, samples, each, gradient);
                each[0] += past[0];
                past[0] = each[0];
            };
        }
    }

    @Plugin(name = "littering")
    static class Litters extends Right {
        private static float[] scratch = {};

        @Override
        void after(float[] output) {
            scratch = output.clone();
        }
    }

    abstract static class Kit extends LossConformance<Settings> {
        private final Supplier<Loss<Settings>> plugins;

        Kit(Supplier<Loss<Settings>> plugins) {
            this.plugins = plugins;
        }

        @Override
        protected Loss<Settings> plugin() {
            return plugins.get();
        }

        @Override
        protected List<LossCase<Settings>> cases() {
            return List.of(new LossCase<>(new Settings(0.5), new int[] {6}, new int[] {6}, false));
        }
    }

    static class OfRight extends Kit {
        OfRight() {
            super(Right::new);
        }
    }

    static class OfForgetsTheMean extends Kit {
        OfForgetsTheMean() {
            super(ForgetsTheMean::new);
        }
    }

    static class OfCountsItsNeighbours extends Kit {
        OfCountsItsNeighbours() {
            super(CountsItsNeighbours::new);
        }
    }

    static class OfNeedsAGradient extends Kit {
        OfNeedsAGradient() {
            super(NeedsAGradient::new);
        }
    }

    static class OfWritesItsOutputs extends Kit {
        OfWritesItsOutputs() {
            super(WritesItsOutputs::new);
        }
    }

    static class OfAddsUp extends Kit {
        OfAddsUp() {
            super(AddsUp::new);
        }
    }

    static class OfLitters extends Kit {
        OfLitters() {
            super(Litters::new);
        }
    }

    @Test
    void aLossThatAllocatesIsCaught() {
        Caught.by("aMeasurementAllocatesNothing", OfLitters.class, "make scratch in prepare");
    }

    @Test
    void aLossThatDoesNothingWrongPasses() {
        Caught.byNothing(OfRight.class);
    }

    @Test
    void aGradientOfTheSumIsCaught() {
        Caught.by("theGradientIsThatOfTheMeanLoss", OfForgetsTheMean.class, "divide by their number");
    }

    @Test
    void aLossThatDependsOnTheBatchIsCaught() {
        Caught.by("aSamplesLossIsItsOwn", OfCountsItsNeighbours.class, "in a larger batch");
    }

    @Test
    void aLossThatNeedsAGradientIsCaught() {
        Caught.by("lossesAreFiniteAndTheSameWithoutAGradient", OfNeedsAGradient.class, "an empty array");
    }

    @Test
    void outputsThatAreWrittenAreCaught() {
        Caught.by("outputsAndTargetsAreLeftAlone", OfWritesItsOutputs.class, "were changed");
    }

    @Test
    void scratchThatAddsUpIsCaught() {
        Caught.by("aMeasurePreparedAgainGivesTheSameBits", OfAddsUp.class, "clear scratch");
    }
}
