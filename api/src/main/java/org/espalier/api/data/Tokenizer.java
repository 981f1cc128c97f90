package org.espalier.api.data;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The way from text to tokens and back: pure functions.
 *
 * <p>Plugin authors implement it and give it by {@link DataSource#tokenizer}. Immutable and thread-safe. Called on the thread of
 * whoever predicts, where what it throws refuses the prediction, and on that of a run that has been tested, for its page.
 */
@ConsumerType
public interface Tokenizer {
    /**
     * The tokens of a text, whole numbers from 0 to vocabulary − 1. Any bytes will do, also such as are no text in any encoding.
     *
     * @param text bytes, mostly UTF-8; may be empty, and then there are no tokens
     */
    int[] encode(byte[] text);

    /**
     * The bytes of a token, at least one; those of a text's tokens, one after another, are the text again. They need not be whole
     * characters.
     *
     * @param token from 0 to vocabulary − 1
     */
    byte[] decode(int token);
}
