package org.espalier.models.mlp;

import java.util.List;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Model;
import org.espalier.api.model.Shapes;
import org.espalier.testkit.model.ModelCase;
import org.espalier.testkit.model.ModelConformance;

class DeepLinearConformanceTest extends ModelConformance<DeepLinearSettings> {
    @Override
    protected Model<DeepLinearSettings> plugin() {
        return new DeepLinear();
    }

    @Override
    protected List<ModelCase<DeepLinearSettings>> cases() {
        Shapes shapes = Shapes.of(5, new int[] {3, 2}, new int[] {4});
        return List.of(
                new ModelCase<>(new DeepLinearSettings(2, 3, 8, 0.1, 0), shapes),
                new ModelCase<>(new DeepLinearSettings(3, 1, 8, 1, 2), shapes),
                new ModelCase<>(new DeepLinearSettings(4, 5, 5, 1, 0), shapes));
    }

    @Override
    protected boolean promisesSameOutputs(Dim dim, Layout before, Layout after) {
        return true;
    }
}
