package org.espalier.models.gpt;

import java.util.List;
import java.util.Optional;
import org.espalier.api.model.Model;
import org.espalier.api.model.Shapes;
import org.espalier.layers.Base;
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
                new ModelCase<>(new GptSettings(2, 2, 6, 0, 0, 0, Optional.empty()), four),
                new ModelCase<>(new GptSettings(1, 2, 8, 5, 11, 0.2, Optional.empty()), four),
                new ModelCase<>(new GptSettings(1, 1, 8, 6, 3, 0, Optional.empty()), alone),
                new ModelCase<>(lowRank(Base.DENSE, false), four),
                new ModelCase<>(lowRank(Base.HADAMARD, true), four),
                new ModelCase<>(lowRank(Base.NONE, true), four));
    }

    private static GptSettings lowRank(Base base, boolean attention) {
        return new GptSettings(1, 2, 8, 0, 0, 0, Optional.of(new LowRankMatrices(2, 5, base, attention)));
    }

    /** Norms and softmax over a few channels curve strongly; every entry is held to 2e-5 in {@link GptProgramTest}. */
    @Override
    protected double gradientTolerance() {
        return 0.02;
    }

    /** Tokens also where the data has no vocabulary and the settings have. */
    @Override
    protected float[] input(Shapes shapes) {
        return super.input(shapes.vocabulary() == 0 ? shapes.withVocabulary(3) : shapes);
    }
}
