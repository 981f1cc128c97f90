package org.espalier.testkit.doubles;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;

/**
 * GradMax: new units read nothing at first, and feed along the directions in which their reading weights get the largest
 * gradient: the leading left singular vectors of the bridge.
 *
 * <p>The function is kept where the activation is 0 at 0, and the units learn where its slope there is not 0. Source: Evci,
 * van Merriënboer, Unterthiner, Vladymyrov, Pedregosa, GradMax: Growing Neural Networks using Gradient Information, ICLR 2022,
 * arXiv 2201.05125.
 */
@Plugin(name = "gradmax", sees = Signal.BRIDGE)
public final class GradMax implements GrowthStrategy<GradMax.Settings> {
    /** Settings. */
    public record Settings(
            @Doc("units to add to each dim, at least 1") int units,
            @Doc("norm of the weights that a new unit feeds") double scale) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public PluginState begin(ModelView model, Settings settings) {
        for (Dim dim : model.dims()) {
            boolean between = Stream.of(Role.PRODUCES, Role.CONSUMES)
                    .allMatch(r -> model.layout().parameters().stream().anyMatch(p -> binds(p, dim, r)));
            if (!between) {
                throw new SettingsException(
                        "dims", dim.name(), "does not lie between two layers; claim units that are read and fed");
            }
        }
        return PluginState.empty();
    }

    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        List<GrowthOp> ops = new ArrayList<>();
        StringBuilder why = new StringBuilder();
        for (Dim dim : seen.dims()) {
            Parameter fed = feeding(seen, dim);
            int rows = fed.axes().stream()
                    .filter(a -> !a.binds(dim.name()))
                    .mapToInt(Axis::size)
                    .reduce(1, Math::multiplyExact);
            int units = dim.reachable(dim.size() + settings.units()) - dim.size();
            double[][] directions = LeadingVectors.left(
                    seen.bridge(dim), rows, units, seen.random().at(dim.name().hashCode()));
            if (directions.length > 0 && dim.permits(dim.size() + directions.length)) {
                ops.add(resize(seen, dim, fed, directions, settings.scale()));
                why.append(String.format(Locale.ROOT, " %s by %d", dim.name(), directions.length));
            }
        }
        return ops.isEmpty()
                ? Decision.keep("full, or no direction with a gradient", state)
                : Decision.grow(GrowthPlan.of(ops).preservingFunction(), "along the largest gradients:" + why, state);
    }

    private static Parameter feeding(StepView seen, Dim dim) {
        return seen.layout().parameters().stream()
                .filter(p -> binds(p, dim, Role.CONSUMES))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no parameter consumes " + dim.name()));
    }

    private static boolean binds(Parameter parameter, Dim dim, Role role) {
        return parameter.axes().stream().anyMatch(a -> a.role() == role && a.binds(dim.name()));
    }

    private static GrowthOp resize(StepView seen, Dim dim, Parameter fed, double[][] directions, double scale) {
        int units = directions.length;
        int rows = directions[0].length;
        Axis outer = fed.axes().get(0);
        boolean unitsOutside = outer.binds(dim.name());
        float[] values = new float[units * rows];
        for (int unit = 0; unit < units; unit++) {
            for (int row = 0; row < rows; row++) {
                values[unitsOutside ? unit * rows + row : row * units + unit] = (float) (scale * directions[unit][row]);
            }
        }
        GrowthOp.Resize op = GrowthOp.resize(dim, dim.size() + units).born(fed.name(), Init.values(values));
        for (Parameter parameter : seen.layout().parameters()) {
            if (binds(parameter, dim, Role.PRODUCES)) {
                op = op.born(parameter.name(), Init.zero());
            }
        }
        return op;
    }
}
