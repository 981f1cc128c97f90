package org.espalier.models.resnet;

import java.util.List;
import org.espalier.api.model.Model;
import org.espalier.api.model.Shapes;
import org.espalier.models.resnet.ResnetSettings.Norm;
import org.espalier.models.resnet.ResnetSettings.Variant;
import org.espalier.testkit.model.ModelCase;
import org.espalier.testkit.model.ModelConformance;

class ResnetConformanceTest extends ModelConformance<ResnetSettings> {
    @Override
    protected Model<ResnetSettings> plugin() {
        return new Resnet();
    }

    @Override
    protected List<ModelCase<ResnetSettings>> cases() {
        Shapes grey = Shapes.of(3, new int[] {4, 4}, new int[] {1});
        return List.of(
                new ModelCase<>(ResnetRig.small(Variant.STANDARD, Norm.BATCH), ResnetRig.shapes(5)),
                new ModelCase<>(ResnetRig.small(Variant.AUGMENTED, Norm.BATCH), ResnetRig.shapes(5)),
                new ModelCase<>(ResnetRig.small(Variant.AUGMENTED_KERNELS, Norm.NONE), ResnetRig.shapes(5)),
                new ModelCase<>(
                        new ResnetSettings(Variant.STANDARD, Norm.NONE, List.of(1, 1), List.of(4, 3), 4), grey));
    }

    /**
     * Central differences straddle kinks and bend with norms; {@link ResnetProgramTest} compares every entry with double
     * precision.
     */
    @Override
    protected double gradientTolerance() {
        return 0.3;
    }
}
