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
 *
 * <p>With {@code low-rank} every hidden matrix is W0 + U·V (InRank: Zhao et al., arXiv 2306.11250), and its rank is a dim, {@code
 * <layer>.rank}, whose spectrum is that of the product. Then a plain layer that depth brings is the identity if W0 is dense or the
 * identity, and a block adds zero if W0 is dense or none; else growth in depth changes the function.
 */
@Component(service = Model.class)
@Plugin(name = "mlp")
@Doc("multilayer perceptron, plain or residual; its dims are the widths of its layers, their number, and their ranks")
public final class Mlp implements Model<MlpSettings> {
    @Override
    public Class<MlpSettings> settings() {
        return MlpSettings.class;
    }

    @Override
    public Dims dims(MlpSettings settings) {
        return MlpSizes.complete(settings, Dims.of(), Integer.MAX_VALUE);
    }

    @Override
    public Dims complete(MlpSettings settings, Dims dims, Shapes batch) {
        return MlpSizes.complete(settings, dims, shape(batch, settings).inputs());
    }

    private static RowShape shape(Shapes batch, MlpSettings settings) {
        return RowShape.of(batch, "mlp", settings.outputs());
    }

    @Override
    public int[] outputShape(MlpSettings settings, Dims dims, Shapes batch) {
        return shape(batch, settings).output();
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
        return MlpLayout.of(settings, dims, shape(batch, settings));
    }

    @Override
    public Cost cost(MlpSettings settings, Dims dims, Shapes batch) {
        return MlpCost.of(settings, dims, shape(batch, settings));
    }

    @Override
    public Optional<String> torch(MlpSettings settings, Dims dims, Shapes batch) {
        RowShape shape = shape(batch, settings);
        TorchSource source = TorchSource.of("Perceptron", "layers.py", "mlp.py")
                .with("inputs", shape.inputs())
                .with("outputs", Arrays.stream(shape.output()).boxed().toList())
                .with("widths", MlpSizes.widths(dims).stream().map(Dim::size).toList())
                .with("activation", settings.activation().name().toLowerCase(Locale.ROOT))
                .with("stream", settings.residual() ? dims.size(MlpSizes.STREAM) : 0);
        settings.lowRank()
                .ifPresent(low -> source.with("base", low.base().name().toLowerCase(Locale.ROOT))
                        .with(
                                "ranks",
                                MlpSizes.matrices(settings, dims, shape).stream()
                                        .flatMap(matrix -> matrix.rank(dims).stream())
                                        .map(Dim::size)
                                        .toList()));
        return Optional.of(source.text());
    }

    @Override
    public Program prepare(MlpSettings settings, Dims dims, Shapes batch, Workspace workspace) {
        return new RowProgram(
                shape(batch, settings),
                workspace,
                (rows, weights, input, output) -> Stages.of(new Wiring(settings, dims, rows, weights), input, output));
    }
}
