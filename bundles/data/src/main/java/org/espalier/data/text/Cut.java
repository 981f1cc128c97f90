package org.espalier.data.text;

import java.nio.charset.StandardCharsets;

/**
 * Where a text may be cut so that its pieces have the tokens of the whole. GPT-2's encoding takes a text apart into words,
 * numbers, punctuation and white space before it merges bytes, and nothing of these reaches over a blank or a line break that
 * follows what is no white space: there it is cut.
 *
 * <p>A mebibyte without such a place, which is no text, is cut before its last character, and tokens end there.
 */
final class Cut {
    /** Bytes that are encoded at once: enough for speed, and little memory. */
    static final int PIECE = 1 << 20;

    private static final int LONGEST_CHARACTER = 4;

    private Cut() {}

    /** How many of some bytes, at least one, are encoded before those behind them. */
    static int of(byte[] bytes, int length) {
        for (int i = length - 1; i > 0; i--) {
            if ((bytes[i] == ' ' || bytes[i] == '\n') && !whiteBefore(bytes, i)) {
                return i;
            }
        }
        int last = start(bytes, length);
        return last > 0 ? last : length;
    }

    /** The character before a place, whatever encoder of Unicode's white space is asked; bytes that are no character are none. */
    private static boolean whiteBefore(byte[] bytes, int at) {
        int start = start(bytes, at);
        String character = new String(bytes, start, at - start, StandardCharsets.UTF_8);
        int before = character.codePointBefore(character.length());
        return Character.isWhitespace(before) || Character.isSpaceChar(before) || before == '\u0085';
    }

    /** Where the character begins that ends at a place, if there is one. */
    private static int start(byte[] bytes, int end) {
        int start = end - 1;
        while (start > 0 && end - start < LONGEST_CHARACTER && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        return start;
    }
}
