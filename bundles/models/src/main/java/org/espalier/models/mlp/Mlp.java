package org.espalier.models.mlp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Model;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.models.torch.TorchSource;
import org.osgi.service.component.annotations.Component;

/**
 * The multilayer perceptron, for classification and regression: it flattens its input, and its outputs are linear (logits, for
 * cross-entropy).
 *
 * <p>Every hidden layer's units are a dim, {@code hidden<i>.width}, which may be resized or remapped (Net2Net: Chen et al., arXiv
 * 1511.05641); {@code depth} appends layers behind the last. Plain: h ← σ(h·W + b); a layer that depth brings is the identity and
 * keeps the function exactly under relu. Residual: h ← h + σ(σ(h)·W₁ + b₁)·W₂ + b₂ on a stream whose width, {@code
 * stream.width}, may be resized but not remapped, since all blocks share it; a block that depth brings adds zero. By the layout's
 * own rules growth of any dim keeps the function, but for depth under gelu in the plain variant.
 */
@Component(service = Model.class)
@Plugin(name = "mlp")
@Doc("multilayer perceptron, plain or residual; its dims are the widths of its layers and their number")
public final class Mlp implements Model<MlpSettings> {
    @Override
    public Class<MlpSettings> settings() {
        return MlpSettings.class;
    }

    @Override
    public Dims dims(MlpSettings settings) {
        return MlpSizes.complete(settings, Dims.of());
    }

    @Override
    public Dims complete(MlpSettings settings, Dims dims, Shapes batch) {
        MlpShape.of(batch, settings);
        return MlpSizes.complete(settings, dims);
    }

    @Override
    public int[] outputShape(MlpSettings settings, Dims dims, Shapes batch) {
        return MlpShape.of(batch, settings).output();
    }

    /** Both sides of the bridge across every hidden layer's units. */
    @Override
    public Set<String> taps(MlpSettings settings, Dims dims) {
        return MlpSizes.widths(dims).stream()
                .flatMap(width -> Stream.of(width.name() + ".read", width.name() + ".fed"))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Layout layout(MlpSettings settings, Dims dims, Shapes batch) {
        return MlpLayout.of(settings, dims, MlpShape.of(batch, settings));
    }

    @Override
    public Cost cost(MlpSettings settings, Dims dims, Shapes batch) {
        return MlpCost.of(settings, layout(settings, dims, batch), MlpShape.of(batch, settings));
    }

    @Override
    public Optional<String> torch(MlpSettings settings, Dims dims, Shapes batch) {
        MlpShape shape = MlpShape.of(batch, settings);
        return Optional.of(TorchSource.of("mlp.py", "Perceptron")
                .with("inputs", shape.inputs())
                .with("outputs", Arrays.stream(shape.output()).boxed().toList())
                .with("widths", MlpSizes.widths(dims).stream().map(Dim::size).toList())
                .with("activation", settings.activation().name().toLowerCase(Locale.ROOT))
                .with("stream", settings.residual() ? dims.size(MlpSizes.STREAM) : 0)
                .text());
    }

    @Override
    public Program prepare(MlpSettings settings, Dims dims, Shapes batch, Workspace workspace) {
        return new MlpProgram(settings, dims, MlpShape.of(batch, settings), workspace);
    }
}
