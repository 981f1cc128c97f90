package ${package};

import java.util.List;
import org.espalier.api.model.Model;
import org.espalier.api.model.Shapes;
import org.espalier.testkit.model.ModelCase;
import org.espalier.testkit.model.ModelConformance;

/** All that a model promises, checked by the kit on small batches. */
class ${className}ConformanceTest extends ModelConformance<${className}.Settings> {
    @Override
    protected Model<${className}.Settings> plugin() {
        return new ${className}();
    }

    @Override
    protected List<ModelCase<${className}.Settings>> cases() {
        return List.of(
                new ModelCase<>(new ${className}.Settings(3, 8), Shapes.of(5, new int[] {3, 2}, new int[] {4})),
                new ModelCase<>(new ${className}.Settings(1, 2), Shapes.of(2, new int[] {1}, new int[] {1})));
    }
}
