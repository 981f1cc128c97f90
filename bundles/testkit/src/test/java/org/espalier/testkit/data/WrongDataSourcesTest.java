package org.espalier.testkit.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.RandomStream;
import org.espalier.testkit.Caught;
import org.junit.jupiter.api.Test;

/** Each wrong data source is caught by the check meant for it, and by no other. */
class WrongDataSourcesTest {
    record Settings(@Doc("seed of the samples") long seed) {}

    /** Waves at any resolution, as they should be; the wrong ones change one thing each. */
    @Plugin(name = "right")
    static class Right implements DataSource<Settings> {
        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public DataOutline outline(Settings settings, Path base) throws DataException {
            return new Waves(this, settings, 4);
        }

        @Override
        public Dataset open(Settings settings, DataContext context) {
            return new Waves(this, settings, 4);
        }

        RandomStream stream(long seed, Split split, int index) {
            return RandomStream.of(seed, split.name()).at(index);
        }

        double phase(RandomStream stream) {
            return stream.uniform(0);
        }

        int written(int points) {
            return points;
        }

        int vocabulary() {
            return 0;
        }

        double loudness(RandomStream draws, int index) {
            return 1 + draws.uniform(index);
        }
    }

    record Waves(Right how, Settings settings, int train) implements Dataset {
        @Override
        public int count(Split split) {
            return split == Split.TRAIN ? train : 2;
        }

        @Override
        public Dims dims() {
            return Dims.of(Dim.of("resolution", DimKind.RESOLUTION, 8, 16).withPermitted(4, 8, 16, 32));
        }

        @Override
        public int[] inputShape(Dims dims) {
            return new int[] {dims.size("resolution"), 1};
        }

        @Override
        public int[] targetShape(Dims dims) {
            return new int[] {1};
        }

        @Override
        public int vocabulary() {
            return how.vocabulary();
        }

        @Override
        public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
            double phase = how.phase(how.stream(settings.seed(), split, index));
            int points = dims.size("resolution");
            for (int i = 0; i < how.written(points); i++) {
                input[inputAt + i] = (float) Math.sin(phase + 2 * Math.PI * i / points);
            }
            target[targetAt] = (float) phase;
        }

        @Override
        public void readForTraining(
                int index, RandomStream draws, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
            read(Split.TRAIN, index, dims, input, inputAt, target, targetAt);
            float loudness = (float) how.loudness(draws, index);
            for (int i = 0; i < dims.size("resolution"); i++) {
                input[inputAt + i] *= loudness;
            }
        }

        @Override
        public DatasetCard card() {
            return DatasetCard.of("waves", "wave", "phase");
        }

        @Override
        public void close() {}
    }

    @Plugin(name = "shared")
    static class GivesAllSplitsOneStream extends Right {
        @Override
        RandomStream stream(long seed, Split split, int index) {
            return RandomStream.of(seed, "all").at(index);
        }
    }

    @Plugin(name = "cursor")
    static class KeepsACursor extends Right {
        private long reads;

        @Override
        double phase(RandomStream stream) {
            return stream.uniform(reads++);
        }
    }

    @Plugin(name = "dicing")
    static class AugmentsByItsOwnDice extends Right {
        private long throwsSoFar;

        @Override
        double loudness(RandomStream draws, int index) {
            return 1 + draws.uniform(throwsSoFar++);
        }
    }

    @Plugin(name = "overrunning")
    static class WritesBeyondTheSample extends Right {
        @Override
        int written(int points) {
            return points + 1;
        }
    }

    @Plugin(name = "tokens")
    static class GivesNoTokens extends Right {
        @Override
        int vocabulary() {
            return 3;
        }
    }

    @Plugin(name = "partial")
    static class LeavesTheLastPoint extends Right {
        @Override
        int written(int points) {
            return points == 4 ? 3 : points;
        }
    }

    @Plugin(name = "fewer")
    static class OutlinesMoreThanItHas extends Right {
        @Override
        public DataOutline outline(Settings settings, Path base) throws DataException {
            return new Waves(this, settings, 5);
        }
    }

    @Plugin(name = "littering")
    static class OutlinesWithFiles extends Right {
        @Override
        public DataOutline outline(Settings settings, Path base) throws DataException {
            try {
                Files.writeString(base.resolve("outline.txt"), "4");
            } catch (IOException e) {
                throw new DataException("outline.txt", "cannot be written", e);
            }
            return super.outline(settings, base);
        }
    }

    @Plugin(name = "forgetting")
    static class CachesHalf extends Right {
        private boolean cached;

        @Override
        public Dataset open(Settings settings, DataContext context) {
            Path file = context.cache().resolve("phases");
            cached = Files.exists(file);
            try {
                Files.writeString(file, "rounded");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return super.open(settings, context);
        }

        @Override
        double phase(RandomStream stream) {
            double phase = super.phase(stream);
            return cached ? Math.rint(phase * 1000) / 1000 : phase;
        }
    }

    @Plugin(name = "racing")
    static class SharesScratch extends Right {
        private volatile double scratch;

        @Override
        double phase(RandomStream stream) {
            double mine = stream.uniform(0);
            scratch = mine;
            for (int i = 0; i < 2000 && scratch == mine; i++) {
                Thread.yield();
            }
            return scratch;
        }
    }

    /** Rows of three bits and their parity: honest draws are often equal. */
    @Plugin(name = "bits")
    static class Bits extends Right {
        int count(Split split) {
            return split == Split.TRAIN ? 20 : 8;
        }

        @Override
        public DataOutline outline(Settings settings, Path base) {
            return new Rows(this, settings);
        }

        @Override
        public Dataset open(Settings settings, DataContext context) {
            return new Rows(this, settings);
        }
    }

    record Rows(Bits how, Settings settings) implements Dataset {
        @Override
        public int count(Split split) {
            return how.count(split);
        }

        @Override
        public Dims dims() {
            return Dims.of();
        }

        @Override
        public int[] inputShape(Dims dims) {
            return new int[] {3};
        }

        @Override
        public int[] targetShape(Dims dims) {
            return new int[] {1};
        }

        @Override
        public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
            int bits = how.stream(settings.seed(), split, index).integer(0, 8);
            for (int i = 0; i < 3; i++) {
                input[inputAt + i] = bits >> i & 1;
            }
            target[targetAt] = Integer.bitCount(bits) & 1;
        }

        @Override
        public DatasetCard card() {
            return DatasetCard.of("bits", "bits", "parity");
        }

        @Override
        public void close() {}
    }

    @Plugin(name = "shifted-bits")
    static class TakesValidationFromTraining extends Bits {
        @Override
        RandomStream stream(long seed, Split split, int index) {
            return split == Split.VALIDATION
                    ? super.stream(seed, Split.TRAIN, index + 5)
                    : super.stream(seed, split, index);
        }
    }

    @Plugin(name = "few-bits")
    static class FewBits extends Bits {
        @Override
        int count(Split split) {
            return 2;
        }
    }

    abstract static class Kit extends DataSourceConformance<Settings> {
        private final Supplier<DataSource<Settings>> plugins;

        Kit(Supplier<DataSource<Settings>> plugins) {
            this.plugins = plugins;
        }

        @Override
        protected DataSource<Settings> plugin() {
            return plugins.get();
        }

        @Override
        protected List<Settings> settings() {
            return List.of(new Settings(1));
        }
    }

    static class OfRight extends Kit {
        OfRight() {
            super(Right::new);
        }
    }

    static class OfGivesAllSplitsOneStream extends Kit {
        OfGivesAllSplitsOneStream() {
            super(GivesAllSplitsOneStream::new);
        }
    }

    static class OfKeepsACursor extends Kit {
        OfKeepsACursor() {
            super(KeepsACursor::new);
        }
    }

    static class OfAugmentsByItsOwnDice extends Kit {
        OfAugmentsByItsOwnDice() {
            super(AugmentsByItsOwnDice::new);
        }
    }

    static class OfGivesNoTokens extends Kit {
        OfGivesNoTokens() {
            super(GivesNoTokens::new);
        }
    }

    static class OfWritesBeyondTheSample extends Kit {
        OfWritesBeyondTheSample() {
            super(WritesBeyondTheSample::new);
        }
    }

    static class OfLeavesTheLastPoint extends Kit {
        OfLeavesTheLastPoint() {
            super(LeavesTheLastPoint::new);
        }
    }

    static class OfOutlinesMoreThanItHas extends Kit {
        OfOutlinesMoreThanItHas() {
            super(OutlinesMoreThanItHas::new);
        }
    }

    static class OfOutlinesWithFiles extends Kit {
        OfOutlinesWithFiles() {
            super(OutlinesWithFiles::new);
        }
    }

    static class OfCachesHalf extends Kit {
        OfCachesHalf() {
            super(CachesHalf::new);
        }
    }

    static class OfSharesScratch extends Kit {
        OfSharesScratch() {
            super(SharesScratch::new);
        }
    }

    abstract static class DiscreteKit extends Kit {
        DiscreteKit(Supplier<DataSource<Settings>> plugins) {
            super(plugins);
        }

        @Override
        protected boolean discrete() {
            return true;
        }
    }

    static class OfBits extends DiscreteKit {
        OfBits() {
            super(Bits::new);
        }
    }

    static class OfBitsNotSaidToBeDiscrete extends Kit {
        OfBitsNotSaidToBeDiscrete() {
            super(Bits::new);
        }
    }

    static class OfTakesValidationFromTraining extends DiscreteKit {
        OfTakesValidationFromTraining() {
            super(TakesValidationFromTraining::new);
        }
    }

    static class OfFewBits extends DiscreteKit {
        OfFewBits() {
            super(FewBits::new);
        }
    }

    @Test
    void aDataSourceThatDoesNothingWrongPasses() {
        Caught.byNothing(OfRight.class);
        Caught.byNothing(OfBits.class);
    }

    @Test
    void discreteDataHaveToBeDeclared() {
        Caught.by("noSampleIsInTwoSplits", OfBitsNotSaidToBeDiscrete.class, "are equal", "say so by discrete()");
    }

    @Test
    void aSplitThatIsAStretchOfAnotherIsCaughtAlsoWhereSamplesMayBeEqual() {
        Caught.by(
                "noSampleIsInTwoSplits", OfTakesValidationFromTraining.class, "VALIDATION", "those of TRAIN from 5 on");
    }

    @Test
    void samplesTooFewToTellAreNotTakenForChecked() {
        Caught.by("noSampleIsInTwoSplits", OfFewBits.class, "nobody can tell", "more samples");
    }

    @Test
    void splitsThatShareSamplesAreCaught() {
        Caught.by("noSampleIsInTwoSplits", OfGivesAllSplitsOneStream.class, "are equal");
    }

    @Test
    void aCursorIsCaught() {
        Caught.by("aSampleFollowsFromSplitIndexAndSizesAlone", OfKeepsACursor.class, "keep no cursor");
    }

    @Test
    void whatAnEpochDoesNotGiveIsCaught() {
        Caught.by("whatTrainingSeesFollowsFromIndexAndDrawsAlone", OfAugmentsByItsOwnDice.class, "draws.bits(index)");
    }

    @Test
    void aValueTooMuchIsCaught() {
        Caught.by("everySampleIsGivenWholeAtEverySize", OfWritesBeyondTheSample.class, "beyond its 8 values");
    }

    @Test
    void whatIsNoTokenOfTheVocabularyIsCaught() {
        Caught.by("everySampleIsGivenWholeAtEverySize", OfGivesNoTokens.class, "is no token of a vocabulary of 3");
    }

    @Test
    void aValueTooFewIsCaught() {
        Caught.by("everySampleIsGivenWholeAtEverySize", OfLeavesTheLastPoint.class, "was not filled at value 3 of 4");
    }

    @Test
    void anOutlineThatPromisesMoreIsCaught() {
        Caught.by("theOutlineSaysWhatComes", OfOutlinesMoreThanItHas.class, "is 5 in the outline and 4");
    }

    @Test
    void anOutlineThatMakesFilesIsCaught() {
        Caught.by("anOutlineIsGivenAtOnceAndMakesNoFiles", OfOutlinesWithFiles.class, "left files behind");
    }

    @Test
    void aCacheThatLosesDigitsIsCaught() {
        Caught.by("aSecondOpeningFromTheCacheGivesTheSameSamples", OfCachesHalf.class, "Cache every bit");
    }

    @Test
    void scratchThatThreadsShareIsCaught() {
        Caught.by("threadsThatReadAtOnceGetTheSameSamples", OfSharesScratch.class, "several threads at once");
    }
}
