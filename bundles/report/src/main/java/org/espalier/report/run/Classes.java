package org.espalier.report.run;

/**
 * Samples of a classifier.
 *
 * @param count  classes
 * @param input  one row per sample
 * @param truth  the class of each
 * @param answer the class that the network gave it
 */
public record Classes(int count, float[][] input, int[] truth, int[] answer) {
    /** Samples of a class that got an answer. */
    public int of(int truth, int answer) {
        int sum = 0;
        for (int i = 0; i < this.truth.length; i++) sum += this.truth[i] == truth && this.answer[i] == answer ? 1 : 0;
        return sum;
    }

    /** Samples that got the right answer. */
    public int right() {
        int sum = 0;
        for (int i = 0; i < truth.length; i++) sum += truth[i] == answer[i] ? 1 : 0;
        return sum;
    }

    /** Numbers in one input. */
    public int dimensions() {
        return input[0].length;
    }
}
