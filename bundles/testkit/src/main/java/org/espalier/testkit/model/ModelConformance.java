package org.espalier.testkit.model;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Model;
import org.espalier.api.model.Shapes;
import org.espalier.testkit.PlainWeights;
import org.espalier.testkit.plugin.PluginConformance;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What every model promises, checked on tiny sizes: those of birth, and each dim grown. The test needs ND4J's natives on its
 * class path, as any test of a model.
 *
 * @param <S> the model's settings
 */
public abstract class ModelConformance<S extends Record> extends PluginConformance<Model<S>, S> {
    private static final int WORKERS = 2;

    /** Its natives are unpacked and loaded once, which is no model's time. */
    @BeforeAll
    static void startNd4j() {
        Nd4j.create(1).close();
    }

    /** Tiny jobs: settings with shapes that differ in what they exercise. */
    protected abstract List<ModelCase<S>> cases();

    /**
     * Inputs of a batch, [samples, …]: tokens where the shapes have a vocabulary, else normal numbers, unless the model reads
     * something else.
     */
    protected float[] input(Shapes shapes) {
        int length = shapes.samples();
        for (int axis : shapes.input()) {
            length = Math.multiplyExact(length, axis);
        }
        return shapes.vocabulary() == 0
                ? Numbers.normal("input", length, 1)
                : Numbers.tokens("input", length, shapes.vocabulary());
    }

    /** Largest relative difference from central differences; a model with kinks, such as ReLU's, may need more. */
    protected double gradientTolerance() {
        return 1e-3;
    }

    /** Whether growth of a dim by the layout's own births changes no output; by default read from the layout. */
    protected boolean promisesSameOutputs(Dim dim, Layout before, Layout after) {
        return SilentGrowth.promised(dim, before, after);
    }

    @Override
    protected final List<S> settings() {
        return cases().stream().map(ModelCase::settings).toList();
    }

    @Override
    protected final Class<S> settingsOf(Model<S> plugin) {
        return plugin.settings();
    }

    @Override
    protected final Object work(Model<S> plugin, S settings) {
        ModelCase<S> some = new ModelCase<>(settings, cases().get(0).shapes());
        Sizes<S> sizes = new Sizes<>(plugin, some);
        try (ModelRig<S> rig = rig(plugin, some, sizes.born(), WORKERS)) {
            rig.gradients();
            return sizes.layout(sizes.born());
        }
    }

    private ModelRig<S> rig(Model<S> model, ModelCase<S> some, Dims dims, int workers) {
        PlainWeights weights = PlainWeights.trained(new Sizes<>(model, some).layout(dims), 1);
        return new ModelRig<>(model, some, dims, weights, input(some.shapes()), workers);
    }

    @Test
    final void layoutsFollowFromSizesAlone() {
        cases().forEach(some -> new Sizes<>(plugin(), some).checkPure(plugin()));
    }

    @Test
    final void spectraAreThoseOfParametersThatBindTheirDims() {
        cases().forEach(some -> new Sizes<>(plugin(), some).checkSpectra());
    }

    @Test
    final void everyDimGrowsAndWhatWasThereStays() {
        only("layoutsFollowFromSizesAlone", this::layoutsFollowFromSizesAlone);
        for (ModelCase<S> some : cases()) {
            Sizes<S> sizes = new Sizes<>(plugin(), some);
            sizes.growths().forEach(sizes::checkGrowth);
        }
    }

    @Test
    final void costIsPositiveAndDoesNotFallByGrowing() {
        cases().forEach(some -> new Sizes<>(plugin(), some).checkCost());
    }

    @Test
    final void itRunsAtBirthAndAtEveryGrownSize() {
        everySize(this::checkRuns);
    }

    private void checkRuns(ModelCase<S> some, Dims dims) {
        try (ModelRig<S> rig = rig(plugin(), some, dims, WORKERS)) {
            rig.gradients();
        } catch (RuntimeException | LinkageError e) {
            throw new AssertionError(
                    "prepare, forward or backward threw " + e + " at " + dims + ", with " + some
                            + ". What cannot be had is refused by dims or complete with a SettingsException.",
                    e);
        }
    }

    @Test
    final void gradientsAgreeWithCentralDifferences() {
        everyRig(rig -> Gradients.checkDifferences(rig, gradientTolerance()));
    }

    @Test
    final void backwardAddsToTheGradientsGiven() {
        everyRig(Gradients::checkAdds);
    }

    @Test
    final void inputsAndWeightsAreLeftAlone() {
        everyRig(Gradients::checkLeftAlone);
    }

    @Test
    final void aProgramPreparedAgainGivesTheSameBits() {
        only("itRunsAtBirthAndAtEveryGrownSize", this::itRunsAtBirthAndAtEveryGrownSize);
        everySize((some, dims) -> {
            try (ModelRig<S> kept = rig(plugin(), some, dims, WORKERS);
                    ModelRig<S> renewed = rig(plugin(), some, dims, WORKERS)) {
                Gradients.checkPreparedAgain(kept, renewed);
            }
        });
    }

    @Test
    final void theTapsThatItNamesAreHandedOut() {
        everyRig(ModelRig::checkTaps);
    }

    @Test
    final void workersChangeRoundingAndNothingElse() {
        only("aProgramPreparedAgainGivesTheSameBits", this::aProgramPreparedAgainGivesTheSameBits);
        everySize((some, dims) -> {
            try (ModelRig<S> one = rig(plugin(), some, dims, 1);
                    ModelRig<S> three = rig(plugin(), some, dims, 3)) {
                Gradients.checkWorkers(one, three);
            }
        });
    }

    @Test
    final void aPositionOfAnAutoregressiveModelSeesNoneBehindIt() {
        only("itRunsAtBirthAndAtEveryGrownSize", this::itRunsAtBirthAndAtEveryGrownSize);
        everySize((some, dims) -> {
            if (plugin().autoregressive(some.settings())) {
                try (ModelRig<S> rig = rig(plugin(), some, dims, WORKERS)) {
                    Causality.check(rig);
                }
            }
        });
    }

    @Test
    final void growthThatIsBornSilentChangesNoOutputAndLearns() {
        only("everyDimGrowsAndWhatWasThereStays", this::everyDimGrowsAndWhatWasThereStays);
        only("itRunsAtBirthAndAtEveryGrownSize", this::itRunsAtBirthAndAtEveryGrownSize);
        for (ModelCase<S> some : cases()) {
            Sizes<S> sizes = new Sizes<>(plugin(), some);
            Layout before = sizes.layout(sizes.born());
            PlainWeights weights = PlainWeights.trained(before, 1);
            float[] input = input(some.shapes());
            for (Sizes.Grown grown : sizes.growths()) {
                Layout after = sizes.layout(grown.after());
                if (promisesSameOutputs(grown.dim(), before, after)) {
                    PlainWeights moved = weights.grown(after, 1);
                    try (ModelRig<S> small = new ModelRig<>(plugin(), some, sizes.born(), weights, input, WORKERS);
                            ModelRig<S> large = new ModelRig<>(plugin(), some, grown.after(), moved, input, WORKERS)) {
                        SilentGrowth.check(grown, small, large);
                        SilentGrowth.checkLearns(grown, small, large);
                    }
                }
            }
        }
    }

    private void everyRig(Consumer<ModelRig<S>> check) {
        only("aProgramPreparedAgainGivesTheSameBits", this::aProgramPreparedAgainGivesTheSameBits);
        everySize((some, dims) -> {
            try (ModelRig<S> rig = rig(plugin(), some, dims, WORKERS)) {
                check.accept(rig);
            }
        });
    }

    /** Every case at its sizes at birth, and with each of its dims grown by the least that it permits. */
    private void everySize(BiConsumer<ModelCase<S>, Dims> check) {
        for (ModelCase<S> some : cases()) {
            Sizes<S> sizes = new Sizes<>(plugin(), some);
            check.accept(some, sizes.born());
            sizes.growths().forEach(grown -> check.accept(some, grown.after()));
        }
    }
}
