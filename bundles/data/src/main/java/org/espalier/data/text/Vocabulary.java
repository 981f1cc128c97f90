package org.espalier.data.text;

import org.espalier.api.data.Tokenizer;

/** What a text is cut into. */
public enum Vocabulary {
    /** Its bytes: 256 tokens. */
    BYTES(256, "bytes"),
    /** The byte-pair encoding of GPT-2: 50 257 tokens. */
    GPT2(Gpt2Tokenizer.TOKENS, "tokens");

    private final int size;
    private final String unit;

    Vocabulary(int size, String unit) {
        this.size = size;
        this.unit = unit;
    }

    /** How many tokens there are. */
    int size() {
        return size;
    }

    /** Tokens in a word for people. */
    String unit() {
        return unit;
    }

    /** The way from text to tokens and back. */
    Tokenizer tokenizer() {
        return this == BYTES ? new ByteTokenizer() : Gpt2Tokenizer.get();
    }
}
