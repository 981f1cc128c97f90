package org.espalier.host.text;

import java.util.Arrays;

/**
 * How a token is drawn from scores: each with the probability exp(score / temperature), normalised, among the top-k highest scores. Equal
 * scores rank by their tokens. StrictMath, so that equal scores give equal tokens on every machine.
 *
 * @param temperature 0 for the highest score
 * @param topK        0 for all
 */
record Sampling(double temperature, int topK) {
    /**
     * The token.
     *
     * @param from    where the scores begin
     * @param count   how many there are
     * @param uniform a random number in [0, 1)
     * @return from 0 to count − 1; −1 if a score is no finite number
     */
    int draw(float[] scores, int from, int count, double uniform) {
        int highest = 0;
        for (int i = 0; i < count; i++) {
            if (!Float.isFinite(scores[from + i])) {
                return -1;
            }
            if (scores[from + i] > scores[from + highest]) {
                highest = i;
            }
        }
        return temperature == 0 || topK == 1 ? highest : draw(scores, from, count, scores[from + highest], uniform);
    }

    private int draw(float[] scores, int from, int count, double highest, double uniform) {
        double[] weights = new double[count];
        double sum = 0;
        float least = topK == 0 || topK >= count ? Float.NEGATIVE_INFINITY : least(scores, from, count);
        int equals = topK - above(scores, from, count, least);
        for (int i = 0; i < count; i++) {
            float score = scores[from + i];
            if (score > least || score == least && equals-- > 0) {
                weights[i] = StrictMath.exp((score - highest) / temperature);
                sum += weights[i];
            }
        }
        double left = uniform * sum;
        int last = 0;
        for (int i = 0; i < count; i++) {
            if (weights[i] > 0) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    break;
                }
            }
        }
        return last;
    }

    /** The k-th highest score. */
    private float least(float[] scores, int from, int count) {
        float[] sorted = Arrays.copyOfRange(scores, from, from + count);
        Arrays.sort(sorted);
        return sorted[count - topK];
    }

    private static int above(float[] scores, int from, int count, float least) {
        int above = 0;
        for (int i = 0; i < count; i++) {
            above += scores[from + i] > least ? 1 : 0;
        }
        return above;
    }
}
