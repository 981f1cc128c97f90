package org.espalier.benchmarks.peer;

/**
 * Sizes of a GPT and of its batches.
 *
 * @param layers  blocks
 * @param heads   of every block
 * @param width   channels of the residual stream
 * @param context positions
 * @param tokens  that there are
 * @param batch   sequences per step
 */
record GptSize(int layers, int heads, int width, int context, int tokens, int batch) {}
