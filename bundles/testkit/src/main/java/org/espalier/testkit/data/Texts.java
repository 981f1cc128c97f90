package org.espalier.testkit.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.espalier.api.data.Tokenizer;
import org.espalier.api.plugin.RandomStream;

/**
 * Texts through a tokenizer and back.
 *
 * @param vocabulary tokens that the outline says there are
 * @param settings   with which it was given, for people
 */
record Texts(Tokenizer tokenizer, int vocabulary, Record settings) {
    private static final int NOISE = 500;
    /** Tokens that are decoded, spread over the vocabulary. */
    private static final int DECODED = 1000;

    /** AssertionError if a text is another one afterwards, or a token is none. */
    void check() {
        if (vocabulary < 1) {
            throw new AssertionError("There is a tokenizer, but the outline says nothing of a vocabulary, with "
                    + settings + ". Override DataOutline.vocabulary: how many tokens there are.");
        }
        for (String text : List.of("", "Once upon a time.\n", " two  blanks\tand\r\na tab", "naïve 日本語 😀")) {
            check(text.getBytes(StandardCharsets.UTF_8), "\"" + text.replaceAll("\\s", " ") + "\"");
        }
        byte[] noise = new byte[NOISE];
        RandomStream draws = RandomStream.of(1, "noise");
        for (int i = 0; i < NOISE; i++) {
            noise[i] = (byte) draws.bits(i);
        }
        check(noise, NOISE + " bytes that are no UTF-8");
        for (int token = 0; token < vocabulary; token += Math.max(1, vocabulary / DECODED)) {
            decoded(token);
        }
        decoded(vocabulary - 1);
    }

    private void check(byte[] text, String what) {
        int[] tokens = tokenizer.encode(text.clone());
        if (!Arrays.equals(tokens, tokenizer.encode(text.clone()))) {
            throw new AssertionError("encode gave two answers for " + what + ", with " + settings
                    + ". Tokens follow from the text alone.");
        }
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        for (int token : tokens) {
            if (token < 0 || token >= vocabulary) {
                throw new AssertionError("encode gave the token " + token + " for " + what + ", with " + settings
                        + ", but the outline has a vocabulary of " + vocabulary + ".");
            }
            back.writeBytes(decoded(token));
        }
        if (!Arrays.equals(text, back.toByteArray())) {
            throw new AssertionError("The bytes of the tokens of " + what + " are not those that were encoded, with "
                    + settings + ". Any bytes come back as they were: what is written must be what was read.");
        }
    }

    private byte[] decoded(int token) {
        byte[] bytes = tokenizer.decode(token);
        if (bytes.length == 0) {
            throw new AssertionError("decode gave no byte for the token " + token + ", with " + settings
                    + ". Every token from 0 to " + (vocabulary - 1) + " is a byte or more.");
        }
        return bytes;
    }
}
