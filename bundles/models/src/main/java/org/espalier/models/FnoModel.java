package org.espalier.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Spectrum;
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
 * <p>A 1×1 convolution lifts [a, grid coordinates i/n] to the width; then come layers of a spectral and a 1×1 convolution with exact GELU
 * after all but the last; two 1×1 convolutions with GELU between them project to the output. Inputs and outputs are channels-last. The
 * modes of each layer are a dim of their own, {@code layer<i>.modes}: K per axis and sign, of which new ones are born zero, so that
 * growth keeps the function.
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
        return Dims.of(IntStream.range(0, settings.layers())
                .mapToObj(layer -> Dim.of(modesName(layer), DimKind.MODES, settings.modes(), settings.maxModes())
                        .withSpectrum(Spectrum.shells(FnoLayout.spectralName(layer))))
                .toList());
    }

    @Override
    public Dims complete(FnoSettings settings, Dims dims, Shapes batch) {
        FnoShape shape = FnoShape.of(batch, name, axes);
        int most = shape.mostModes();
        List<Dim> complete = new ArrayList<>();
        for (Dim born : dims(settings).list()) {
            int size = dims.find(born.name()).map(Dim::size).orElse(born.size());
            if (size > most) {
                throw new SettingsException(
                        // What the job says can be mended there; other sizes come from growth.
                        size == born.size() ? "modes" : born.name(),
                        size,
                        "2·" + size + " modes do not fit the grid " + Arrays.toString(shape.grid()) + "; keep at most "
                                + most + " or refine the grid");
            }
            complete.add(born.withSize(size).withLimit(Math.min(Math.max(size, born.limit()), most)));
        }
        return Dims.of(complete);
    }

    @Override
    public Layout layout(FnoSettings settings, Dims dims, Shapes batch) {
        return FnoLayout.of(settings, modes(settings, dims), FnoShape.of(batch, name, axes));
    }

    @Override
    public Cost cost(FnoSettings settings, Dims dims, Shapes batch) {
        return FnoCost.of(settings, modes(settings, dims), FnoShape.of(batch, name, axes));
    }

    @Override
    public Program prepare(FnoSettings settings, Dims dims, Shapes batch, Workspace workspace) {
        int[] modes = modes(settings, dims).stream().mapToInt(Dim::size).toArray();
        return new FnoProgram(settings, modes, FnoShape.of(batch, name, axes), workspace);
    }

    @Override
    public Optional<String> torch(FnoSettings settings, Dims dims, Shapes batch) {
        FnoShape shape = FnoShape.of(batch, name, axes);
        return Optional.of(TorchSource.of("FourierNeuralOperator", "fno.py")
                .with("axes", axes)
                .with("inputs", shape.inputs())
                .with("outputs", shape.outputs())
                .with("width", settings.width())
                .with("hidden", settings.hidden())
                .with("modes", modes(settings, dims).stream().map(Dim::size).toList())
                .text());
    }

    private static List<Dim> modes(FnoSettings settings, Dims dims) {
        return IntStream.range(0, settings.layers())
                .mapToObj(layer -> dims.get(modesName(layer)))
                .toList();
    }

    private static String modesName(int layer) {
        return FnoLayout.layerName(layer) + ".modes";
    }
}
