package org.espalier.models.mlp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.model.Cost;

/** What a multilayer perceptron costs: one multiply–add per weight and sample, by linear layer; element-wise work is not counted. */
final class MlpCost {
    private MlpCost() {}

    static Cost of(MlpSettings settings, Layout layout, MlpShape shape) {
        Map<String, Long> parts = new LinkedHashMap<>();
        long kept = shape.inputs();
        for (Parameter parameter : layout.parameters()) {
            if (parameter.axes().size() == 2) {
                String part = parameter.name().replace(".weight", "");
                parts.put(part, (long) shape.samples() * parameter.length());
                kept += kept(settings, part, parameter.axes());
            }
        }
        return Cost.of(parts, Float.BYTES * kept * shape.samples());
    }

    /** Values and slopes of hidden units; in a block and before the outputs also those of the stream that it reads. */
    private static long kept(MlpSettings settings, String part, List<Axis> axes) {
        boolean hidden = part.startsWith("hidden") && !part.endsWith(".end");
        long read = settings.residual() && (hidden || part.equals(MlpLayout.OUT))
                ? 2L * axes.get(0).size()
                : 0;
        return read + (hidden ? 2L * axes.get(1).size() : 0);
    }
}
