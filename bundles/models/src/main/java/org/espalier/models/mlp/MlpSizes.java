package org.espalier.models.mlp;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.plugin.SettingsException;

/**
 * The dims of a multilayer perceptron: {@code depth}; {@code hidden<i>.width} of every hidden layer or block; {@code stream.width}
 * where there is a stream.
 */
final class MlpSizes {
    static final String DEPTH = "depth";
    static final String STREAM = "stream.width";

    private MlpSizes() {}

    /** The name of a hidden layer or block. */
    static String hidden(int layer) {
        return "hidden" + layer;
    }

    /** The name of the dim of its units. */
    static String width(int layer) {
        return hidden(layer) + ".width";
    }

    /** All dims at these sizes; those that the given ones lack are at their birth. */
    static Dims complete(MlpSettings settings, Dims given) {
        List<Dim> all = new ArrayList<>();
        int depth = size(given, DEPTH, settings.depth());
        all.add(Dim.of(DEPTH, DimKind.DEPTH, depth, settings.maxDepth()));
        if (settings.residual()) {
            int stream = size(given, STREAM, settings.streamAtBirth());
            all.add(Dim.of(STREAM, DimKind.WIDTH, stream, settings.maxWidth()));
        }
        int before = settings.width();
        for (int layer = 0; layer < depth; layer++) {
            before = size(given, width(layer), settings.widthAtBirth(layer, before));
            all.add(Dim.of(width(layer), DimKind.WIDTH, before, settings.maxWidth())
                    .withSpectrum(Spectrum.shells(hidden(layer) + ".weight")));
        }
        return Dims.of(all);
    }

    private static int size(Dims given, String name, int birth) {
        int size = given.find(name).map(Dim::size).orElse(birth);
        if (size < 1) {
            throw new SettingsException(name, size, "a perceptron keeps at least one layer, and a layer one unit");
        }
        return size;
    }

    /** The dims of the hidden layers' units, in order. */
    static List<Dim> widths(Dims dims) {
        List<Dim> widths = new ArrayList<>();
        for (int layer = 0; layer < dims.size(DEPTH); layer++) {
            widths.add(dims.get(width(layer)));
        }
        return widths;
    }
}
