package org.espalier.models.gpt;

import java.util.List;
import org.espalier.api.model.Model;
import org.espalier.api.model.Shapes;
import org.espalier.testkit.model.ModelCase;
import org.espalier.testkit.model.ModelConformance;

class GptConformanceTest extends ModelConformance<GptSettings> {
    @Override
    protected Model<GptSettings> plugin() {
        return new Gpt();
    }

    @Override
    protected List<ModelCase<GptSettings>> cases() {
        Shapes four = Shapes.of(4, new int[] {5, 1}, new int[] {5, 1}).withVocabulary(11);
        Shapes alone = Shapes.of(1, new int[] {6}, new int[] {6});
        return List.of(
                new ModelCase<>(new GptSettings(2, 2, 6, 0, 0, 0), four),
                new ModelCase<>(new GptSettings(1, 2, 8, 5, 11, 0.2), four),
                new ModelCase<>(new GptSettings(1, 1, 8, 6, 3, 0), alone));
    }

    /** Tokens also where the data has no vocabulary and the settings have. */
    @Override
    protected float[] input(Shapes shapes) {
        return super.input(shapes.vocabulary() == 0 ? shapes.withVocabulary(3) : shapes);
    }
}
