package org.espalier.models.gpt;

import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Parameter;
import org.espalier.api.model.Shapes;
import org.espalier.testkit.PlainWeights;
import org.espalier.testkit.model.ModelCase;
import org.espalier.testkit.model.ModelRig;
import org.espalier.testkit.model.Numbers;

/** Whole GPTs at work. */
final class GptRig {
    private GptRig() {}

    static ModelRig<GptSettings> of(GptSettings settings, int samples, int positions, int vocabulary, int workers) {
        Shapes shapes = Shapes.of(samples, new int[] {positions, 1}, new int[] {positions, 1})
                .withVocabulary(vocabulary);
        Gpt model = new Gpt();
        Dims dims = model.dims(settings);
        return new ModelRig<>(
                model,
                new ModelCase<>(settings, shapes),
                dims,
                PlainWeights.of(model.layout(settings, dims, shapes), GptRig::drawn),
                Numbers.tokens("tokens", samples * positions, vocabulary),
                workers);
    }

    /** Weights so large that every part matters; gains around 1. */
    private static float[] drawn(Parameter parameter) {
        boolean gain = parameter.name().contains("ln_") && parameter.name().endsWith(".weight");
        double scale = parameter.axes().size() < 2
                ? 0.3
                : Math.sqrt(1.0 / parameter.axes().get(0).size());
        float[] values = Numbers.normal(parameter.name(), parameter.length(), scale);
        for (int i = 0; i < values.length && gain; i++) {
            values[i] += 1;
        }
        return values;
    }
}
