package org.espalier.data.text;

/**
 * A stretch of a text in windows of context + 1 bytes: each predicts its last {@code context} bytes from those before them.
 *
 * @param source  the text
 * @param from    the first byte
 * @param length  bytes
 * @param context bytes that a window predicts
 * @param stride  bytes from one window's start to the next's; with as many as context every byte but the first is predicted once
 */
record Stretch(TextFile source, long from, long length, int context, int stride) {
    /** Windows that lie in the stretch. */
    long windows() {
        return length <= context ? 0 : (length - 1 - context) / stride + 1;
    }

    /** The first byte of a window. */
    long start(int window) {
        return from + (long) window * stride;
    }
}
