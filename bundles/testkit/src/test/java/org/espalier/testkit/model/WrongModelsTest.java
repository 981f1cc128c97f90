package org.espalier.testkit.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Model;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;
import org.espalier.api.plugin.Plugin;
import org.espalier.testkit.Caught;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Each wrong model is caught by the check meant for it, and by no other. */
class WrongModelsTest {
    @Plugin(name = "wrong")
    static class ForgetsASlope extends TanhNet {
        @Override
        double slope(double active) {
            return 1;
        }
    }

    @Plugin(name = "wrong")
    static class SetsItsGradients extends TanhNet {
        @Override
        double into(double there, double gradient) {
            return gradient;
        }
    }

    @Plugin(name = "wrong")
    static class WritesItsInputs extends TanhNet {
        @Override
        void touch(INDArray input) {
            float[] values = TestWorkspace.read(input);
            values[0] = 0;
            TestWorkspace.write(input, values);
        }
    }

    @Plugin(name = "wrong")
    static class DriftsByACounter extends TanhNet {
        @Override
        double drift(long forward) {
            return 1e-3 * forward;
        }
    }

    @Plugin(name = "wrong")
    static class BindsNoDim extends TanhNet {
        @Override
        Axis made(Dim hidden) {
            return Axis.fixed(Role.PRODUCES, hidden.size());
        }
    }

    @Plugin(name = "wrong")
    static class ScalesByItsSize extends TanhNet {
        @Override
        double scale(int hidden) {
            return 1.0 / hidden;
        }
    }

    @Plugin(name = "wrong")
    static class IsBornDead extends TanhNet {
        @Override
        public Layout layout(Settings settings, Dims dims, Shapes batch) {
            Layout layout = super.layout(settings, dims, batch);
            return Layout.of(layout.get("w1").grownBy(Init.zero()), layout.get("w2"));
        }
    }

    @Plugin(name = "wrong")
    static class GetsCheaperByGrowing extends TanhNet {
        @Override
        public Cost cost(Settings settings, Dims dims, Shapes batch) {
            return Cost.of(Map.of("all", 100L - dims.size("hidden")), 0);
        }
    }

    @Plugin(name = "wrong")
    static class CostsNothing extends TanhNet {
        @Override
        public Cost cost(Settings settings, Dims dims, Shapes batch) {
            return Cost.of(Map.of(), 0);
        }
    }

    @Plugin(name = "wrong")
    static class DrawsItsLayout extends TanhNet {
        private final double std = Math.random();

        @Override
        Init used() {
            return Init.normal(std);
        }
    }

    @Plugin(name = "wrong")
    static class NamesAParameterThatIsNot extends TanhNet {
        @Override
        public Dims dims(Settings settings) {
            Dim hidden = super.dims(settings).get("hidden");
            return Dims.of(hidden.withSpectrum(Spectrum.shells("w3")));
        }
    }

    @Plugin(name = "wrong")
    static class NamesATapThatIsNot extends TanhNet {
        @Override
        public Set<String> taps(Settings settings, Dims dims) {
            return Set.of("hidden.read");
        }
    }

    @Plugin(name = "wrong")
    static class SaysAnotherShape extends TanhNet {
        @Override
        public int[] outputShape(Settings settings, Dims dims, Shapes batch) {
            return new int[] {batch.target()[0] + 1};
        }
    }

    @Plugin(name = "wrong")
    static class LeavesASampleOut extends TanhNet {
        @Override
        int samples(int all, int workers) {
            return workers > 2 ? all - 1 : all;
        }
    }

    @Plugin(name = "wrong")
    static class FailsWhenGrown extends TanhNet {
        @Override
        public Program prepare(Settings settings, Dims dims, Shapes batch, Workspace workspace) {
            if (dims.size("hidden") > settings.hidden()) {
                throw new IllegalStateException("cannot grow");
            }
            return super.prepare(settings, dims, batch, workspace);
        }
    }

    @Plugin(name = "wrong")
    static class TrainsWhatIsFrozen extends TanhNet {
        @Override
        public Layout layout(Settings settings, Dims dims, Shapes batch) {
            Parameter w1 = super.layout(settings, dims, batch).get("w1");
            Parameter frozen = Parameter.frozen("w1", w1.birth(), w1.axes().toArray(Axis[]::new));
            return Layout.of(frozen, super.layout(settings, dims, batch).get("w2"));
        }
    }

    abstract static class Kit extends ModelConformance<TanhNet.Settings> {
        private final Supplier<TanhNet> models;

        Kit(Supplier<TanhNet> models) {
            this.models = models;
        }

        @Override
        protected Model<TanhNet.Settings> plugin() {
            return models.get();
        }

        @Override
        protected List<ModelCase<TanhNet.Settings>> cases() {
            return List.of(new ModelCase<>(new TanhNet.Settings(3), Shapes.of(4, new int[] {4}, new int[] {2})));
        }
    }

    static class OfTanhNet extends Kit {
        OfTanhNet() {
            super(TanhNet::new);
        }
    }

    static class OfForgetsASlope extends Kit {
        OfForgetsASlope() {
            super(ForgetsASlope::new);
        }
    }

    static class OfSetsItsGradients extends Kit {
        OfSetsItsGradients() {
            super(SetsItsGradients::new);
        }
    }

    static class OfWritesItsInputs extends Kit {
        OfWritesItsInputs() {
            super(WritesItsInputs::new);
        }
    }

    static class OfDriftsByACounter extends Kit {
        OfDriftsByACounter() {
            super(DriftsByACounter::new);
        }
    }

    static class OfBindsNoDim extends Kit {
        OfBindsNoDim() {
            super(BindsNoDim::new);
        }
    }

    static class OfScalesByItsSize extends Kit {
        OfScalesByItsSize() {
            super(ScalesByItsSize::new);
        }
    }

    static class OfIsBornDead extends Kit {
        OfIsBornDead() {
            super(IsBornDead::new);
        }
    }

    static class OfGetsCheaperByGrowing extends Kit {
        OfGetsCheaperByGrowing() {
            super(GetsCheaperByGrowing::new);
        }
    }

    static class OfCostsNothing extends Kit {
        OfCostsNothing() {
            super(CostsNothing::new);
        }
    }

    static class OfDrawsItsLayout extends Kit {
        OfDrawsItsLayout() {
            super(DrawsItsLayout::new);
        }
    }

    static class OfNamesAParameterThatIsNot extends Kit {
        OfNamesAParameterThatIsNot() {
            super(NamesAParameterThatIsNot::new);
        }
    }

    static class OfNamesATapThatIsNot extends Kit {
        OfNamesATapThatIsNot() {
            super(NamesATapThatIsNot::new);
        }
    }

    static class OfSaysAnotherShape extends Kit {
        OfSaysAnotherShape() {
            super(SaysAnotherShape::new);
        }
    }

    static class OfLeavesASampleOut extends Kit {
        OfLeavesASampleOut() {
            super(LeavesASampleOut::new);
        }
    }

    static class OfFailsWhenGrown extends Kit {
        OfFailsWhenGrown() {
            super(FailsWhenGrown::new);
        }
    }

    static class OfTrainsWhatIsFrozen extends Kit {
        OfTrainsWhatIsFrozen() {
            super(TrainsWhatIsFrozen::new);
        }
    }

    @Test
    void aModelThatDoesNothingWrongPasses() {
        Caught.byNothing(OfTanhNet.class);
    }

    @Test
    void aMissingSlopeIsCaughtByCentralDifferences() {
        Caught.by(
                "gradientsAgreeWithCentralDifferences",
                OfForgetsASlope.class,
                "The gradient of w1",
                "central differences");
    }

    @Test
    void gradientsThatAreSetAreCaught() {
        Caught.by("backwardAddsToTheGradientsGiven", OfSetsItsGradients.class, "backward adds");
    }

    @Test
    void inputsThatAreWrittenAreCaught() {
        Caught.by("inputsAndWeightsAreLeftAlone", OfWritesItsInputs.class, "changed its inputs");
    }

    @Test
    void aProgramThatCountsIsCaughtByPreparingAgain() {
        Caught.by("aProgramPreparedAgainGivesTheSameBits", OfDriftsByACounter.class, "drops and re-prepares");
    }

    @Test
    void anAxisThatGrowsUnboundIsCaught() {
        Caught.by("everyDimGrowsAndWhatWasThereStays", OfBindsNoDim.class, "hidden 3 → 4", "Axis.of(role, dim)");
    }

    @Test
    void aScaleByTheSizeIsCaughtByGrowing() {
        Caught.by(
                "growthThatIsBornSilentChangesNoOutputAndLearns",
                OfScalesByItsSize.class,
                "outputs change by",
                "a scale must not follow from the size");
    }

    @Test
    void newbornsThatNeverLearnAreCaught() {
        Caught.by("growthThatIsBornSilentChangesNoOutputAndLearns", OfIsBornDead.class, "none will ever learn");
    }

    @Test
    void aCostThatFallsIsCaught() {
        Caught.by("costIsPositiveAndDoesNotFallByGrowing", OfGetsCheaperByGrowing.class, "the cost falls from");
    }

    @Test
    void aCostOfNothingIsCaught() {
        Caught.by("costIsPositiveAndDoesNotFallByGrowing", OfCostsNothing.class, "count multiply–adds");
    }

    @Test
    void aLayoutThatIsDrawnIsCaught() {
        Caught.by("layoutsFollowFromSizesAlone", OfDrawsItsLayout.class, "the same answer for ever");
    }

    @Test
    void aSpectrumOfNothingIsCaught() {
        Caught.by(
                "spectraAreThoseOfParametersThatBindTheirDims",
                OfNamesAParameterThatIsNot.class,
                "w3, which no parameter is named");
    }

    @Test
    void aTapThatIsNeverHandedOutIsCaught() {
        Caught.by("theTapsThatItNamesAreHandedOut", OfNamesATapThatIsNot.class, "handed it out 0 times");
    }

    @Test
    void outputsOfAnotherShapeAreCaught() {
        Caught.by("itRunsAtBirthAndAtEveryGrownSize", OfSaysAnotherShape.class, "outputShape says [3]");
    }

    @Test
    void aShareThatIsLeftOutIsCaught() {
        Caught.by("workersChangeRoundingAndNothingElse", OfLeavesASampleOut.class, "With three workers");
    }

    @Test
    void aModelThatFailsWhenGrownIsCaught() {
        Caught.by("itRunsAtBirthAndAtEveryGrownSize", OfFailsWhenGrown.class, "prepare", "cannot grow");
    }

    @Test
    void aGradientOfWhatIsFrozenIsCaught() {
        Caught.by("itRunsAtBirthAndAtEveryGrownSize", OfTrainsWhatIsFrozen.class, "gradient of w1, which is FROZEN");
    }
}
