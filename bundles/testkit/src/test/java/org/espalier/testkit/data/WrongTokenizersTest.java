package org.espalier.testkit.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.data.Tokenizer;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.RandomStream;
import org.espalier.testkit.Caught;
import org.junit.jupiter.api.Test;

/** Each wrong tokenizer is caught by the check meant for it, and by no other. */
class WrongTokenizersTest {
    record Settings(@Doc("seed of the samples") long seed) {}

    /** Drawn bytes as tokens, as they should be; the wrong ones change one thing each. */
    @Plugin(name = "right")
    static class Right implements DataSource<Settings>, Tokenizer {
        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public DataOutline outline(Settings settings, Path base) {
            return new Drawn(settings, vocabulary());
        }

        @Override
        public Dataset open(Settings settings, DataContext context) {
            return new Drawn(settings, vocabulary());
        }

        @Override
        public Optional<Tokenizer> tokenizer(Settings settings) {
            return Optional.of(this);
        }

        int vocabulary() {
            return 256;
        }

        @Override
        public int[] encode(byte[] text) {
            int[] tokens = new int[text.length];
            for (int i = 0; i < text.length; i++) tokens[i] = token(text[i]);
            return tokens;
        }

        int token(byte character) {
            return character & 0xFF;
        }

        @Override
        public byte[] decode(int token) {
            return new byte[] {(byte) token};
        }
    }

    record Drawn(Settings settings, int vocabulary) implements Dataset {
        @Override
        public int count(Split split) {
            return 3;
        }

        @Override
        public Dims dims() {
            return Dims.of();
        }

        @Override
        public int[] inputShape(Dims dims) {
            return new int[] {8, 1};
        }

        @Override
        public int[] targetShape(Dims dims) {
            return new int[] {8, 1};
        }

        @Override
        public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
            RandomStream draws = RandomStream.of(settings.seed(), split.name()).at(index);
            for (int i = 0; i < 8; i++) {
                input[inputAt + i] = draws.integer(i, 256);
                target[targetAt + i] = draws.integer(i + 1, 256);
            }
        }

        @Override
        public DatasetCard card() {
            return DatasetCard.of("letters", "letters", "next letters").takenAsIs();
        }

        @Override
        public void close() {}
    }

    @Plugin(name = "ascii")
    static class KnowsAsciiOnly extends Right {
        @Override
        int token(byte character) {
            return character < 0 ? '?' : character;
        }
    }

    @Plugin(name = "beyond")
    static class CountsFromOne extends Right {
        @Override
        int token(byte character) {
            return (character & 0xFF) + 1;
        }

        @Override
        public byte[] decode(int token) {
            return new byte[] {(byte) (token - 1)};
        }
    }

    @Plugin(name = "silent")
    static class LeavesATokenOut extends Right {
        @Override
        public byte[] decode(int token) {
            return token == 0 ? new byte[0] : super.decode(token);
        }
    }

    @Plugin(name = "nameless")
    static class TellsNoVocabulary extends Right {
        @Override
        int vocabulary() {
            return 0;
        }
    }

    abstract static class Kit extends DataSourceConformance<Settings> {
        private final Supplier<Right> maker;

        Kit(Supplier<Right> maker) {
            this.maker = maker;
        }

        @Override
        protected DataSource<Settings> plugin() {
            return maker.get();
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

    static class OfKnowsAsciiOnly extends Kit {
        OfKnowsAsciiOnly() {
            super(KnowsAsciiOnly::new);
        }
    }

    static class OfCountsFromOne extends Kit {
        OfCountsFromOne() {
            super(CountsFromOne::new);
        }
    }

    static class OfLeavesATokenOut extends Kit {
        OfLeavesATokenOut() {
            super(LeavesATokenOut::new);
        }
    }

    static class OfTellsNoVocabulary extends Kit {
        OfTellsNoVocabulary() {
            super(TellsNoVocabulary::new);
        }
    }

    private static final String CHECK = "itsTokenizerGivesAnyTextBackAsItWas";

    @Test
    void aTokenizerThatGivesAnyBytesBackPasses() {
        Caught.byNothing(OfRight.class);
    }

    @Test
    void whatIsLostOnTheWayIsCaught() {
        Caught.by(CHECK, OfKnowsAsciiOnly.class, "are not those that were encoded");
    }

    @Test
    void aTokenBeyondTheVocabularyIsCaught() {
        Caught.by(CHECK, OfCountsFromOne.class, "the token 256 for", "a vocabulary of 256");
    }

    @Test
    void aTokenOfNoBytesIsCaught() {
        Caught.by(CHECK, OfLeavesATokenOut.class, "no byte for the token 0");
    }

    @Test
    void aTokenizerWithoutAVocabularyIsCaught() {
        Caught.by(CHECK, OfTellsNoVocabulary.class, "Override DataOutline.vocabulary");
    }
}
