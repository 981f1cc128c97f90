package org.espalier.data.text;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.arrays.Sha256;
import org.espalier.arrays.WholeFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A text's tokens as a file of the cache: two bytes each, the lower one first, and behind them their SHA-256. Its name holds the
 * text's, so another text never meets it. It is written as the text is read, in memory that does not grow with it.
 */
final class TokenFile {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
    private static final int SUM = 32;

    private TokenFile() {}

    /** How many tokens a text has; reads it through and keeps nothing. */
    static long count(TextFile text) throws IOException {
        long[] count = {0};
        try (InputStream in = text.stream()) {
            Gpt2Tokenizer.get().encode(in, Cut.PIECE, tokens -> count[0] += tokens.size());
        }
        return count[0];
    }

    /** The tokens of a text, from the cache if they are there and undamaged. */
    static Text open(TextFile text, DataContext context) throws IOException, DataException {
        String sum = text.sum();
        Path file = context.cache().resolve("text-gpt2-" + Gpt2Tokenizer.VERSION + "-" + sum + ".tokens");
        Optional<Text> cached = cached(file);
        if (cached.isPresent()) {
            return cached.get();
        }
        try {
            WholeFile.write(file, channel -> write(text, sum, channel, context));
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new DataException(text.name(), "its tokens cannot be kept in " + file + ": " + e, e);
        }
        return cached(file)
                .orElseThrow(() ->
                        new DataException(file.toString(), "is damaged as soon as it is written; see to the medium"));
    }

    private static Optional<Text> cached(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        long length = Files.size(file) - SUM;
        if (length < 0 || length % Short.BYTES != 0 || !undamaged(file, length)) {
            LOG.warn("Cached tokens in {} are damaged and will be made again", file);
            return Optional.empty();
        }
        return Optional.of(MappedText.wide(file, length / Short.BYTES));
    }

    private static boolean undamaged(Path file, long length) throws IOException {
        MessageDigest digest = Sha256.digest();
        ByteBuffer chunk = ByteBuffer.allocate(1 << 18);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long at = 0; at < length; ) {
                chunk.clear().limit((int) Math.min(chunk.capacity(), length - at));
                int read = channel.read(chunk, at);
                if (read < 0) {
                    return false;
                }
                digest.update(chunk.flip());
                at += read;
            }
            ByteBuffer promised = ByteBuffer.allocate(SUM);
            while (promised.hasRemaining() && channel.read(promised, length + promised.position()) >= 0) {}
            return MessageDigest.isEqual(promised.array(), digest.digest());
        }
    }

    private static void write(TextFile text, String sum, FileChannel into, DataContext context) throws IOException {
        TokenWriter writer = new TokenWriter(into);
        MessageDigest read = Sha256.digest();
        try (InputStream in = new Metered(text, read, context)) {
            Gpt2Tokenizer.get().encode(in, Cut.PIECE, writer);
        }
        if (!Sha256.text(read).equals(sum)) {
            throw new IOException(text.name() + " has changed while it was read; start again");
        }
        writer.finish();
    }

    /** A text's bytes, summed up as they are read, and how far it is. */
    private static final class Metered extends FilterInputStream {
        private final MessageDigest digest;
        private final DataContext context;
        private final String what;
        private final long length;
        private long done;

        Metered(TextFile text, MessageDigest digest, DataContext context) throws IOException {
            super(text.stream());
            this.digest = digest;
            this.context = context;
            this.what = "tokenizing " + text.name();
            this.length = text.length();
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            int read = super.read(into, from, count);
            if (read > 0) {
                digest.update(into, from, read);
                done += read;
                context.progress(what, Math.min(done, length), length);
            }
            return read;
        }
    }
}
