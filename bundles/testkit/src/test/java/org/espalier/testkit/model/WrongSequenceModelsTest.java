package org.espalier.testkit.model;

import java.util.List;
import java.util.function.Supplier;
import org.espalier.api.growth.Dims;
import org.espalier.api.model.Model;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.Plugin;
import org.espalier.testkit.Caught;
import org.junit.jupiter.api.Test;

/** Models that say that they go on with a text and cannot are caught by the check meant for it, and by no other. */
class WrongSequenceModelsTest {
    @Plugin(name = "wrong")
    static class LooksAhead extends PrefixMeans {
        @Override
        int seen(int position, int all) {
            return Math.min(position + 2, all);
        }
    }

    @Plugin(name = "wrong")
    static class ScoresOneMore extends PrefixMeans {
        @Override
        public int[] outputShape(Settings settings, Dims dims, Shapes batch) {
            return new int[] {batch.input()[0], batch.vocabulary() + 1};
        }
    }

    @Plugin(name = "wrong")
    static class LooksAheadAndSaysSo extends LooksAhead {
        @Override
        public boolean autoregressive(Settings settings) {
            return false;
        }
    }

    abstract static class Kit extends ModelConformance<PrefixMeans.Settings> {
        private final Supplier<PrefixMeans> maker;

        Kit(Supplier<PrefixMeans> maker) {
            this.maker = maker;
        }

        @Override
        protected Model<PrefixMeans.Settings> plugin() {
            return maker.get();
        }

        @Override
        protected List<ModelCase<PrefixMeans.Settings>> cases() {
            return List.of(new ModelCase<>(
                    new PrefixMeans.Settings(0.5),
                    Shapes.of(3, new int[] {6, 1}, new int[] {6, 1}).withVocabulary(5)));
        }
    }

    static class OfPrefixMeans extends Kit {
        OfPrefixMeans() {
            super(PrefixMeans::new);
        }
    }

    static class OfLooksAhead extends Kit {
        OfLooksAhead() {
            super(LooksAhead::new);
        }
    }

    static class OfScoresOneMore extends Kit {
        OfScoresOneMore() {
            super(ScoresOneMore::new);
        }
    }

    static class OfLooksAheadAndSaysSo extends Kit {
        OfLooksAheadAndSaysSo() {
            super(LooksAheadAndSaysSo::new);
        }
    }

    @Test
    void aModelThatSeesWhatWasAndNoMorePasses() {
        Caught.byNothing(OfPrefixMeans.class);
    }

    @Test
    void aPositionThatSeesTheNextIsCaught() {
        Caught.by(
                "aPositionOfAnAutoregressiveModelSeesNoneBehindIt",
                OfLooksAhead.class,
                "Other inputs from position 1 on changed outputs before it",
                "mask what is behind");
    }

    @Test
    void outputsThatAreNoScoresOfTheVocabularyAreCaught() {
        Caught.by(
                "aPositionOfAnAutoregressiveModelSeesNoneBehindIt",
                OfScoresOneMore.class,
                "its outputs are [6, 6]",
                "[positions, vocabulary]");
    }

    @Test
    void whoeverDoesNotSayItMayLookAhead() {
        Caught.byNothing(OfLooksAheadAndSaysSo.class);
    }
}
