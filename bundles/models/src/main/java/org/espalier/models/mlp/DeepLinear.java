package org.espalier.models.mlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Model;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.SettingsException;
import org.espalier.layers.Linear;
import org.espalier.models.lowrank.Matrix;
import org.espalier.models.torch.TorchSource;
import org.osgi.service.component.annotations.Component;

/**
 * The deep linear network: y = x·W₁·W₂…, without biases and with nothing between the matrices.
 *
 * <p>What it can compute is one matrix, but how it learns it is not linear: from a small birth it learns the target's singular
 * directions one after another, the strongest first, each in a time of order 1/s (Saxe, McClelland, Ganguli, arXiv 1312.6120; the
 * cumulative update of low rank is where InRank begins, arXiv 2306.11250). The units between two matrices are a dim, {@code
 * hidden<i>.width}, whose spectrum is that of the product of the two. New units are drawn and not heard at first, so growth keeps the
 * function.
 */
@Component(service = Model.class)
@Plugin(name = "linear")
@Doc("deep linear network, matrices and nothing between them; its dims are the widths between two of them")
public final class DeepLinear implements Model<DeepLinearSettings> {
    @Override
    public Class<DeepLinearSettings> settings() {
        return DeepLinearSettings.class;
    }

    /** The name of a layer; the last is {@code out}. */
    private static String name(DeepLinearSettings settings, int layer) {
        return layer == settings.matrices() - 1 ? MlpLayout.OUT : MlpSizes.hidden(layer);
    }

    private static RowShape shape(Shapes batch, DeepLinearSettings settings) {
        return RowShape.of(batch, "linear", settings.outputs());
    }

    @Override
    public Dims dims(DeepLinearSettings settings) {
        List<Dim> all = new ArrayList<>();
        for (int layer = 0; layer < settings.matrices() - 1; layer++) {
            String makes = name(settings, layer) + ".weight";
            String uses = name(settings, layer + 1) + ".weight";
            all.add(Dim.of(MlpSizes.width(layer), DimKind.WIDTH, settings.width(), settings.maxWidth())
                    .withSpectrum(Spectrum.product(makes, uses)));
        }
        return Dims.of(all);
    }

    @Override
    public Dims complete(DeepLinearSettings settings, Dims dims, Shapes batch) {
        shape(batch, settings);
        Dims complete = Model.super.complete(settings, dims, batch);
        for (Dim width : complete.list()) {
            if (width.size() < 1) {
                throw new SettingsException(width.name(), width.size(), "a network keeps at least one unit");
            }
        }
        return complete;
    }

    @Override
    public int[] outputShape(DeepLinearSettings settings, Dims dims, Shapes batch) {
        return shape(batch, settings).output();
    }

    /** Both sides of the bridge across every width. */
    @Override
    public Set<String> taps(DeepLinearSettings settings, Dims dims) {
        return dims(settings).names().stream()
                .flatMap(width -> Stream.of(width + ".read", width + ".fed"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<Matrix> matrices(DeepLinearSettings settings, Dims dims, RowShape shape) {
        List<Matrix> all = new ArrayList<>();
        int before = shape.inputs();
        for (int layer = 0; layer < settings.matrices() - 1; layer++) {
            int after = dims.size(MlpSizes.width(layer));
            all.add(Matrix.dense(name(settings, layer), before, after));
            before = after;
        }
        all.add(Matrix.dense(MlpLayout.OUT, before, shape.outputs()));
        return all;
    }

    @Override
    public Layout layout(DeepLinearSettings settings, Dims dims, Shapes batch) {
        RowShape shape = shape(batch, settings);
        List<Parameter> all = new ArrayList<>();
        Axis in = Axis.fixed(Role.CONSUMES, shape.inputs());
        for (int layer = 0; layer < settings.matrices() - 1; layer++) {
            Dim width = dims.get(MlpSizes.width(layer));
            all.add(weight(settings, name(settings, layer), in, Axis.of(Role.PRODUCES, width)));
            in = Axis.of(Role.CONSUMES, width);
        }
        all.add(weight(settings, MlpLayout.OUT, in, Axis.fixed(Role.PRODUCES, shape.outputs())));
        return Layout.of(all);
    }

    private static Parameter weight(DeepLinearSettings settings, String name, Axis in, Axis out) {
        Init drawn = Init.normal(settings.scale() / Math.sqrt(in.size()));
        return Parameter.trained(name + ".weight", drawn, in, out).silentAlong(Role.CONSUMES);
    }

    @Override
    public Cost cost(DeepLinearSettings settings, Dims dims, Shapes batch) {
        RowShape shape = shape(batch, settings);
        Map<String, Long> parts = new LinkedHashMap<>();
        long kept = 0;
        for (Matrix matrix : matrices(settings, dims, shape)) {
            parts.put(matrix.name(), (long) shape.samples() * matrix.in() * matrix.out());
            kept += matrix.in();
        }
        return Cost.of(parts, Float.BYTES * kept * shape.samples());
    }

    @Override
    public Optional<String> torch(DeepLinearSettings settings, Dims dims, Shapes batch) {
        RowShape shape = shape(batch, settings);
        return Optional.of(TorchSource.of("DeepLinear", "linear.py")
                .with("inputs", shape.inputs())
                .with("outputs", Arrays.stream(shape.output()).boxed().toList())
                .with("widths", dims(settings).names().stream().map(dims::size).toList())
                .text());
    }

    @Override
    public Program prepare(DeepLinearSettings settings, Dims dims, Shapes batch, Workspace workspace) {
        RowShape shape = shape(batch, settings);
        return new RowProgram(shape, workspace, (rows, weights, input, output) -> {
            List<Stage> all = new ArrayList<>();
            Flow from = input;
            for (Matrix matrix : matrices(settings, dims, shape)) {
                String name = matrix.name();
                Flow to = name.equals(MlpLayout.OUT) ? output : Flow.of(rows, matrix.out());
                Linear linear = Linear.withoutBias(rows.workers(), weights, name, from.values(), to.values());
                all.add(new Dense(rows, linear, name, from, to, null));
                from = to;
            }
            return all;
        });
    }
}
