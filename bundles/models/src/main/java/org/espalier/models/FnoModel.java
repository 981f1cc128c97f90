package org.espalier.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Model;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;
import org.espalier.api.plugin.SettingsException;
import org.espalier.models.torch.TorchSource;

/**
 * The Fourier neural operator on a grid of one or two axes (Li et al., arXiv 2010.08895).
 *
 * <p>A 1×1 convolution lifts [a, grid coordinates i/n] to the width; then come layers of a spectral and a 1×1 convolution with
 * exact GELU after all but the last; two 1×1 convolutions with GELU between them project to the output. Inputs and outputs are
 * channels-last. The modes of each layer are a dim of their own, {@code layer<i>.modes}: K per axis and sign, of which new ones
 * are born zero, so that growth keeps the function. With {@code low-rank} the layers' 1×1 convolutions are W0 + U·V (InRank:
 * Zhao et al., arXiv 2306.11250), the rank of each a dim, {@code layer<i>.skip.rank}; U is born zero.
 */
abstract class FnoModel implements Model<FnoSettings> {
    private final String name;
    private final int axes;

    FnoModel(String name, int axes) {
        this.name = name;
        this.axes = axes;
    }

    @Override
    public Class<FnoSettings> settings() {
        return FnoSettings.class;
    }

    @Override
    public Dims dims(FnoSettings settings) {
        return FnoSizes.born(settings, Dims.of());
    }

    @Override
    public Dims complete(FnoSettings settings, Dims dims, Shapes batch) {
        FnoShape shape = FnoShape.of(batch, name, axes);
        int most = shape.mostModes();
        List<Dim> complete = new ArrayList<>();
        for (Dim dim : FnoSizes.born(settings, dims).list()) {
            if (dim.kind() == DimKind.MODES && dim.size() > most) {
                throw new SettingsException(
                        // What the job says can be mended there; other sizes come from growth.
                        dim.size() == settings.modes() ? "modes" : dim.name(),
                        dim.size(),
                        "2·" + dim.size() + " modes do not fit the grid " + Arrays.toString(shape.grid())
                                + "; keep at most " + most + " or refine the grid");
            }
            complete.add(
                    dim.kind() == DimKind.MODES
                            ? dim.withLimit(Math.min(Math.max(dim.size(), dim.limit()), most))
                            : dim);
        }
        return Dims.of(complete);
    }

    @Override
    public Layout layout(FnoSettings settings, Dims dims, Shapes batch) {
        return FnoLayout.of(settings, FnoSizes.of(settings, dims), FnoShape.of(batch, name, axes));
    }

    @Override
    public Cost cost(FnoSettings settings, Dims dims, Shapes batch) {
        return FnoCost.of(settings, FnoSizes.of(settings, dims), FnoShape.of(batch, name, axes));
    }

    @Override
    public Program prepare(FnoSettings settings, Dims dims, Shapes batch, Workspace workspace) {
        return new FnoProgram(settings, FnoSizes.of(settings, dims), FnoShape.of(batch, name, axes), workspace);
    }

    @Override
    public Optional<String> torch(FnoSettings settings, Dims dims, Shapes batch) {
        FnoShape shape = FnoShape.of(batch, name, axes);
        FnoSizes sizes = FnoSizes.of(settings, dims);
        TorchSource source = TorchSource.of("FourierNeuralOperator", "layers.py", "fno.py")
                .with("axes", axes)
                .with("inputs", shape.inputs())
                .with("outputs", shape.outputs())
                .with("width", settings.width())
                .with("hidden", settings.hidden())
                .with("modes", sizes.modes().stream().map(Dim::size).toList());
        settings.lowRank()
                .ifPresent(low -> source.with("base", low.base().name().toLowerCase(Locale.ROOT))
                        .with("ranks", sizes.ranks()));
        return Optional.of(source.text());
    }
}
