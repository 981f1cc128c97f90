package org.espalier.data.text;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.espalier.api.data.Tokenizer;

/**
 * GPT-2's byte-pair encoding (Radford et al., Language models are unsupervised multitask learners, 2019), by JTokkit.
 *
 * <p>It is defined for text. Bytes that are no UTF-8 are a token each, and what stands between them is encoded by itself, so
 * that any bytes come back as they were. "&lt;|endoftext|&gt;" in a text is text like any other: token 50256 never comes out of
 * one.
 */
final class Gpt2Tokenizer implements Tokenizer {
    /** How many tokens there are. */
    static final int TOKENS = 50_257;

    /** Raised whenever the same bytes give other tokens. */
    static final int VERSION = 1;

    private static final int BYTES = 256;
    private final Encoding encoding;
    private final int[] ofByte = new int[BYTES];

    /** What is done with tokens as they come. */
    @FunctionalInterface
    interface Sink {
        /** Takes some of them. */
        void take(IntArrayList tokens) throws IOException;
    }

    private static final class Holder {
        static final Gpt2Tokenizer ONE = new Gpt2Tokenizer();
    }

    private Gpt2Tokenizer() {
        this.encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.R50K_BASE);
        for (int token = 0; token < BYTES; token++) {
            ofByte[decode(token)[0] & 0xFF] = token;
        }
    }

    /** The tokenizer; the first call takes a tenth of a second. */
    static Gpt2Tokenizer get() {
        return Holder.ONE;
    }

    @Override
    public int[] encode(byte[] text) {
        IntStream.Builder all = IntStream.builder();
        try {
            encode(new ByteArrayInputStream(text), Cut.PIECE, tokens -> {
                for (int i = 0; i < tokens.size(); i++) {
                    all.add(tokens.get(i));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("an array is read without files", e);
        }
        return all.build().toArray();
    }

    @Override
    public byte[] decode(int token) {
        if (token < 0 || token >= TOKENS) {
            throw new IllegalArgumentException(token + " is no token from 0 to " + (TOKENS - 1));
        }
        return encoding.decodeBytes(list(token));
    }

    /**
     * Encodes a text of any length in pieces, which {@link Cut} keeps from showing.
     *
     * @param piece most bytes of a piece, at least 4
     */
    void encode(InputStream text, int piece, Sink sink) throws IOException {
        byte[] bytes = new byte[piece];
        int held = 0;
        while (true) {
            held += text.readNBytes(bytes, held, piece - held);
            if (held < piece) {
                encode(bytes, held, sink);
                return;
            }
            int cut = Cut.of(bytes, held);
            encode(bytes, cut, sink);
            System.arraycopy(bytes, cut, bytes, 0, held - cut);
            held -= cut;
        }
    }

    private void encode(byte[] bytes, int length, Sink sink) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
        CharBuffer out = CharBuffer.allocate(length);
        CoderResult result;
        do {
            result = decoder.decode(in, out, true);
            if (out.flip().hasRemaining()) {
                sink.take(encoding.encodeOrdinary(out.toString()));
            }
            for (int i = 0; i < (result.isError() ? result.length() : 0); i++) {
                sink.take(list(ofByte[in.get() & 0xFF]));
            }
            out.clear();
            decoder.reset();
        } while (result.isError());
    }

    private static IntArrayList list(int token) {
        IntArrayList one = new IntArrayList(1);
        one.add(token);
        return one;
    }
}
