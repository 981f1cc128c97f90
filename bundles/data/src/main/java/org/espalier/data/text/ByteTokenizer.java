package org.espalier.data.text;

import org.espalier.api.data.Tokenizer;

/** Bytes as tokens, 0 to 255. */
final class ByteTokenizer implements Tokenizer {
    @Override
    public int[] encode(byte[] text) {
        int[] tokens = new int[text.length];
        for (int i = 0; i < text.length; i++) {
            tokens[i] = text[i] & 0xFF;
        }
        return tokens;
    }

    @Override
    public byte[] decode(int token) {
        if (token < 0 || token > 0xFF) {
            throw new IllegalArgumentException(token + " is no byte");
        }
        return new byte[] {(byte) token};
    }
}
