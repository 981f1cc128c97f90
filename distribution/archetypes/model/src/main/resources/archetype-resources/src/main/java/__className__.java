package ${package};

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Model;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;
import org.osgi.service.component.annotations.Component;

/** One hidden layer, y = gelu(x·W + b)·V + c, whose units are the dim {@code width}. Growth keeps the outputs. */
@Component(service = Model.class)
@Plugin(name = "${artifactId}")
@Doc("one hidden layer whose width grows")
public final class ${className} implements Model<${className}.Settings> {
    /** What a job may say of it. */
    public record Settings(
            @Doc("units at birth") @Range(min = 1, max = 65536) @Default("8") int width,
            @Doc("most units that there may ever be") @Range(min = 1, max = 65536) @Default("256") int maxWidth) {
        public Settings {
            if (width > maxWidth) {
                throw new SettingsException(
                        "width", width, "above max-width " + maxWidth + "; lower it or raise max-width");
            }
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Dims dims(Settings settings) {
        return Dims.of(Dim.of("width", DimKind.WIDTH, settings.width(), settings.maxWidth()));
    }

    @Override
    public Layout layout(Settings settings, Dims dims, Shapes batch) {
        Dim width = dims.get("width");
        int inputs = values(batch.input());
        int outputs = values(batch.target());
        return Layout.of(List.of(
                Parameter.trained(
                        "hidden.weight",
                        Init.uniform(1 / Math.sqrt(inputs)),
                        Axis.fixed(Role.CONSUMES, inputs),
                        Axis.of(Role.PRODUCES, width)),
                Parameter.trained("hidden.bias", Init.zero(), Axis.of(Role.NORM, width)),
                // New units are drawn, but nothing hears them yet.
                Parameter.trained(
                                "out.weight",
                                Init.uniform(1 / Math.sqrt(width.size())),
                                Axis.of(Role.CONSUMES, width),
                                Axis.fixed(Role.PRODUCES, outputs))
                        .silentAlong(Role.CONSUMES),
                Parameter.trained("out.bias", Init.zero(), Axis.fixed(Role.NORM, outputs))));
    }

    @Override
    public Cost cost(Settings settings, Dims dims, Shapes batch) {
        long width = dims.size("width");
        long inputs = values(batch.input());
        long outputs = values(batch.target());
        return Cost.of(
                Map.of("hidden", batch.samples() * inputs * width, "out", batch.samples() * width * outputs),
                Float.BYTES * batch.samples() * (inputs + 2 * width));
    }

    @Override
    public Program prepare(Settings settings, Dims dims, Shapes batch, Workspace workspace) {
        return new ${className}Program(dims.size("width"), batch, workspace);
    }

    /** Numbers in one sample. */
    static int values(int[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
