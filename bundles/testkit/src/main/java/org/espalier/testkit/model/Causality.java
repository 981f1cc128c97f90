package org.espalier.testkit.model;

import java.util.Arrays;

/** Whether outputs at a position stay as they are whatever comes behind it. */
final class Causality {
    private static final double ROUNDING = 1e-5;

    private Causality() {}

    /** AssertionError if outputs are no scores of tokens, or a position sees one behind it. */
    static void check(ModelRig<?> rig) {
        int[] outputs = rig.outputShape();
        int positions = rig.shapes().input()[0];
        int vocabulary = rig.shapes().vocabulary();
        if (outputs.length != 2 || outputs[0] != positions || (vocabulary > 0 && outputs[1] != vocabulary)) {
            throw new AssertionError("autoregressive says that the model goes on with a text, but its outputs are "
                    + Arrays.toString(outputs) + " for " + rig.shapes()
                    + ". They are [positions, vocabulary]: at each position a score for every token to be the next.");
        }
        float[] seen = rig.forward(RecordedPass.ofEvaluation());
        double largest = 0;
        for (float score : seen) {
            largest = Math.max(largest, Math.abs(score));
        }
        for (int cut = 1; cut < positions; cut++) {
            rig.give(otherFrom(rig, cut));
            double change = change(seen, rig.forward(RecordedPass.ofEvaluation()), cut, outputs);
            if (!(change <= ROUNDING * largest)) {
                throw new AssertionError(
                        "Other inputs from position " + cut
                                + " on changed outputs before it by up to " + change + " for " + rig.where()
                                + ". A position of an autoregressive model sees itself and those before it: mask what is behind.");
            }
        }
    }

    /** The inputs, but from a position on those of a place before: valid, and mostly others. */
    private static float[] otherFrom(ModelRig<?> rig, int cut) {
        float[] input = rig.input();
        float[] other = input.clone();
        int samples = rig.shapes().samples();
        int sample = input.length / samples;
        int from = sample / rig.shapes().input()[0] * cut;
        for (int s = 0; s < samples; s++) {
            for (int i = from; i < sample; i++) {
                other[s * sample + i] = input[Math.floorMod(s * sample + i - 1 - cut, input.length)];
            }
        }
        return other;
    }

    private static double change(float[] before, float[] after, int cut, int[] outputs) {
        double largest = 0;
        int sample = outputs[0] * outputs[1];
        for (int i = 0; i < before.length; i++) {
            if (i % sample < cut * outputs[1]) {
                largest = Math.max(largest, Math.abs((double) before[i] - after[i]));
            }
        }
        return largest;
    }
}
