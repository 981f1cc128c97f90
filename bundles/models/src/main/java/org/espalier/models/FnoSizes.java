package org.espalier.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Spectrum;
import org.espalier.models.lowrank.LowRank;
import org.espalier.models.lowrank.LowRankSettings;
import org.espalier.models.lowrank.Matrix;

/**
 * The sizes of a Fourier neural operator.
 *
 * @param modes of every layer
 * @param skips the matrices beside the spectral convolutions, of every layer
 * @param dims  all sizes
 */
record FnoSizes(List<Dim> modes, List<Matrix> skips, Dims dims) {
    /** The sizes among those of a job. */
    static FnoSizes of(FnoSettings settings, Dims dims) {
        List<Dim> modes = IntStream.range(0, settings.layers())
                .mapToObj(layer -> dims.get(modesName(layer)))
                .toList();
        return new FnoSizes(modes, skips(settings), dims);
    }

    /**
     * The dims, at birth where they are not among the given ones: modes of every layer, then ranks.
     *
     * @throws org.espalier.api.plugin.SettingsException if a matrix cannot have its rank
     */
    static Dims born(FnoSettings settings, Dims given) {
        List<Dim> all = new ArrayList<>();
        for (int layer = 0; layer < settings.layers(); layer++) {
            String name = modesName(layer);
            Dim born = Dim.of(name, DimKind.MODES, settings.modes(), settings.maxModes());
            all.add(born.withSize(given.find(name).map(Dim::size).orElse(born.size()))
                    .withSpectrum(Spectrum.shells(FnoLayout.spectralName(layer))));
        }
        skips(settings).forEach(matrix -> matrix.born(given).ifPresent(all::add));
        settings.lowRank().ifPresent(low -> low.form().requireReachable(settings.width()));
        return Dims.of(all);
    }

    private static List<Matrix> skips(FnoSettings settings) {
        Optional<LowRank> form = settings.lowRank().map(LowRankSettings::form);
        return IntStream.range(0, settings.layers())
                .mapToObj(layer -> new Matrix(FnoLayout.skipName(layer), settings.width(), settings.width(), form))
                .toList();
    }

    private static String modesName(int layer) {
        return FnoLayout.layerName(layer) + ".modes";
    }

    /** Ranks of all layers, in their order; none if their matrices are dense. */
    List<Integer> ranks() {
        return skips.stream()
                .flatMap(matrix -> matrix.rank(dims).stream())
                .map(Dim::size)
                .toList();
    }
}
