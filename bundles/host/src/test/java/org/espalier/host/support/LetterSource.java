package org.espalier.host.support;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.data.Tokenizer;
import org.espalier.api.growth.Dims;
import org.jspecify.annotations.Nullable;

/** "a.bc." for ever, in windows of eight: the smallest text that takes two letters to go on with. Tokens are bytes. */
public final class LetterSource implements DataSource<LetterSource.Settings> {
    /** Letters of a window. */
    public static final int CONTEXT = 8;

    /** The text's period. */
    public static final String TEXT = "a.bc.";

    private final int vocabulary;

    /** Threads that have turned text into tokens or back. */
    public final Set<Thread> askedOn = ConcurrentHashMap.newKeySet();

    /** Thrown instead of any answer, if it is there. */
    public volatile @Nullable RuntimeException trouble;

    /** Letters among that many tokens, at least 128. */
    public LetterSource(int vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Nothing to set. */
    public record Settings() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public DataOutline outline(Settings settings, Path base) {
        return new Letters(vocabulary);
    }

    @Override
    public Dataset open(Settings settings, DataContext context) {
        return new Letters(vocabulary);
    }

    @Override
    public Optional<Tokenizer> tokenizer(Settings settings) {
        asked();
        return Optional.of(new Tokenizer() {
            @Override
            public int[] encode(byte[] text) {
                asked();
                int[] tokens = new int[text.length];
                for (int i = 0; i < text.length; i++) {
                    tokens[i] = text[i] & 0xFF;
                }
                return tokens;
            }

            @Override
            public byte[] decode(int token) {
                asked();
                return new byte[] {(byte) token};
            }
        });
    }

    private void asked() {
        askedOn.add(Thread.currentThread());
        RuntimeException thrown = trouble;
        if (thrown != null) {
            throw thrown;
        }
    }

    private record Letters(int vocabulary) implements Dataset {
        private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.US_ASCII);

        @Override
        public int count(Split split) {
            return 16;
        }

        @Override
        public Dims dims() {
            return Dims.of();
        }

        @Override
        public int[] inputShape(Dims dims) {
            return new int[] {CONTEXT, 1};
        }

        @Override
        public int[] targetShape(Dims dims) {
            return new int[] {CONTEXT, 1};
        }

        @Override
        public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
            for (int i = 0; i < CONTEXT; i++) {
                input[inputAt + i] = BYTES[(index + i) % BYTES.length];
                target[targetAt + i] = BYTES[(index + i + 1) % BYTES.length];
            }
        }

        @Override
        public DatasetCard card() {
            return DatasetCard.of("letters", "letters", "next letters").takenAsIs();
        }

        @Override
        public void close() {}
    }
}
