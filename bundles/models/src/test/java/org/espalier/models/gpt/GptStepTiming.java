package org.espalier.models.gpt;

import java.util.Arrays;
import java.util.Optional;
import org.espalier.api.model.Shapes;
import org.espalier.api.optimize.Loss;
import org.espalier.layers.Base;
import org.espalier.layers.loss.CrossEntropy;
import org.espalier.models.StepTiming;
import org.espalier.testkit.PlainWeights;
import org.espalier.testkit.model.Numbers;

/**
 * The time of a GPT's step; a program, not a test. Its arguments are layers heads width context vocabulary batch workers steps,
 * the rate of dropout in percent, and the rank of its MLPs, 0 for full; how to run it: {@link StepTiming}.
 */
public final class GptStepTiming {
    private GptStepTiming() {}

    /** Prints the times. */
    public static void main(String[] arguments) {
        int[] sizes = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        int context = sizes[3];
        int vocabulary = sizes[4];
        int samples = sizes[5];
        int steps = sizes[7];
        GptSettings settings = new GptSettings(
                sizes[0],
                sizes[1],
                sizes[2],
                0,
                0,
                sizes[8] / 100.0,
                sizes[9] == 0 ? Optional.empty() : Optional.of(new LowRankMatrices(sizes[9], 0, Base.NONE, false)));
        Shapes shapes = Shapes.of(samples, new int[] {context, 1}, new int[] {context, 1})
                .withVocabulary(vocabulary);
        Gpt model = new Gpt();
        PlainWeights weights = PlainWeights.of(
                model.layout(settings, model.dims(settings), shapes), p -> Numbers.normal(p.name(), p.length(), 0.02));
        float[] tokens = Numbers.tokens("tokens", samples * context, vocabulary);
        try (StepTiming timing = StepTiming.of(model, settings, shapes, weights, tokens, sizes[6])) {
            timing.print(steps);
        }
        Loss.Measure measure = new CrossEntropy()
                .prepare(new int[] {context, vocabulary}, new int[] {context, 1}, false, new CrossEntropy.Settings());
        float[] scores = Numbers.normal("scores", samples * context * vocabulary, 1);
        float[] gradient = new float[scores.length];
        double[] losses = new double[samples];
        StepTiming.time("loss", steps, () -> measure.evaluate(scores, tokens, samples, losses, gradient));
    }
}
