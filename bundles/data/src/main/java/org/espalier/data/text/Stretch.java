package org.espalier.data.text;

/**
 * A stretch of a text in windows of context + 1 tokens: each predicts its last {@code context} tokens from those before them.
 *
 * @param source  the text
 * @param whole   tokens of the whole text
 * @param from    the first token
 * @param length  tokens
 * @param context tokens that a window predicts
 * @param stride  tokens from one window's start to the next's; with as many as context every token but the first is predicted
 *                once
 */
record Stretch(TextFile source, long whole, long from, long length, int context, int stride) {
    /** Windows that lie in the stretch. */
    long windows() {
        return length <= context ? 0 : (length - 1 - context) / stride + 1;
    }

    /** The first token of a window. */
    long start(int window) {
        return from + (long) window * stride;
    }
}
