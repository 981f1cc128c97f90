package org.espalier.models;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.api.model.Model;
import org.espalier.api.model.Shapes;
import org.espalier.layers.Base;
import org.espalier.models.lowrank.LowRankSettings;
import org.espalier.testkit.model.ModelCase;
import org.espalier.testkit.model.ModelConformance;
import org.junit.jupiter.api.Nested;

class FnoConformanceTest {
    private static ModelCase<FnoSettings> on(int modes, int outputs, int samples, int... grid) {
        int[] input = Arrays.copyOf(grid, grid.length + 1);
        int[] target = input.clone();
        input[grid.length] = 2;
        target[grid.length] = outputs;
        return new ModelCase<>(new FnoSettings(4, 3, modes, 4, 6), Shapes.of(samples, input, target));
    }

    private static ModelCase<FnoSettings> ofLowRank(Base base, ModelCase<FnoSettings> dense) {
        FnoSettings settings = new FnoSettings(4, 3, 2, 4, 6, Optional.of(new LowRankSettings(2, 3, base)));
        return new ModelCase<>(settings, dense.shapes());
    }

    @Nested
    class OnALine extends ModelConformance<FnoSettings> {
        @Override
        protected Model<FnoSettings> plugin() {
            return new Fno1d();
        }

        @Override
        protected List<ModelCase<FnoSettings>> cases() {
            return List.of(on(2, 1, 5, 16), on(1, 2, 2, 9), ofLowRank(Base.IDENTITY, on(2, 1, 3, 16)));
        }
    }

    @Nested
    class OnAPlane extends ModelConformance<FnoSettings> {
        @Override
        protected Model<FnoSettings> plugin() {
            return new Fno2d();
        }

        @Override
        protected List<ModelCase<FnoSettings>> cases() {
            return List.of(on(3, 1, 3, 8, 10), on(1, 2, 2, 9, 7), ofLowRank(Base.DENSE, on(2, 1, 2, 8, 8)));
        }
    }
}
