package org.espalier.models.mlp;

import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Model;
import org.espalier.api.model.Shapes;
import org.espalier.layers.Activation;
import org.espalier.layers.Base;
import org.espalier.models.lowrank.LowRankSettings;
import org.espalier.models.mlp.MlpSettings.Variant;
import org.espalier.testkit.model.ModelCase;
import org.espalier.testkit.model.ModelConformance;
import org.junit.jupiter.api.Nested;

class MlpConformanceTest {
    private static ModelCase<MlpSettings> of(Variant variant, Activation activation, List<Integer> widths, int stream) {
        return of(variant, activation, widths, stream, Optional.empty());
    }

    private static ModelCase<MlpSettings> of(
            Variant variant, Activation activation, List<Integer> widths, int stream, Optional<LowRankSettings> low) {
        MlpSettings settings =
                new MlpSettings(variant, activation, 4, widths, widths.size(), 8, 4, stream, /* outputs= */ 0, low);
        return new ModelCase<>(settings, Shapes.of(5, new int[] {3, 2}, new int[] {3}));
    }

    abstract static class Perceptron extends ModelConformance<MlpSettings> {
        @Override
        protected Model<MlpSettings> plugin() {
            return new Mlp();
        }
    }

    @Nested
    class Smooth extends Perceptron {
        @Override
        protected List<ModelCase<MlpSettings>> cases() {
            return List.of(
                    of(Variant.PLAIN, Activation.GELU, List.of(4, 1, 5), 0),
                    of(Variant.RESIDUAL, Activation.GELU, List.of(3, 4), 5));
        }

        /** By the model's word all growth keeps the function, but for a plain layer that depth brings. */
        @Override
        protected boolean promisesSameOutputs(Dim dim, Layout before, Layout after) {
            return !dim.kind().equals(DimKind.DEPTH) || after.find("in.weight").isPresent();
        }
    }

    @Nested
    class OfLowRank extends Perceptron {
        @Override
        protected List<ModelCase<MlpSettings>> cases() {
            return List.of(
                    of(Variant.PLAIN, Activation.GELU, List.of(4, 5), 0, low(Base.HADAMARD)),
                    of(Variant.PLAIN, Activation.GELU, List.of(4), 0, low(Base.NONE)),
                    of(Variant.RESIDUAL, Activation.GELU, List.of(3), 5, low(Base.DENSE)),
                    of(Variant.RESIDUAL, Activation.GELU, List.of(3), 5, low(Base.IDENTITY)));
        }

        private static Optional<LowRankSettings> low(Base base) {
            return Optional.of(new LowRankSettings(2, 0, base));
        }

        /** Wide steps go round bends, the more of them the more W0 passes on; MlpProgramTest compares with double precision. */
        @Override
        protected double gradientTolerance() {
            return 0.02;
        }

        /** By the model's word ranks and widths do, and blocks beside a drawn matrix. */
        @Override
        protected boolean promisesSameOutputs(Dim dim, Layout before, Layout after) {
            boolean drawn = after.find("hidden0.end.w0").isPresent();
            return !dim.kind().equals(DimKind.DEPTH) || drawn;
        }
    }

    @Nested
    class Rectified extends Perceptron {
        @Override
        protected List<ModelCase<MlpSettings>> cases() {
            return List.of(
                    of(Variant.PLAIN, Activation.RELU, List.of(4, 5), 0),
                    of(Variant.RESIDUAL, Activation.RELU, List.of(4), 5));
        }

        /** Central differences straddle kinks; the smooth perceptrons are held to the usual bound. */
        @Override
        protected double gradientTolerance() {
            return 0.2;
        }

        @Override
        protected boolean promisesSameOutputs(Dim dim, Layout before, Layout after) {
            return true;
        }
    }
}
