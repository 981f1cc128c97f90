package org.espalier.models.mlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.plugin.SettingsException;
import org.espalier.models.lowrank.LowRank;
import org.espalier.models.lowrank.LowRankSettings;
import org.espalier.models.lowrank.Matrix;

/**
 * The dims of a multilayer perceptron: {@code depth}; {@code hidden<i>.width} of every hidden layer or block;
 * {@code stream.width} where there is a stream; {@code <layer>.rank} of every matrix of low rank.
 */
final class MlpSizes {
    static final String DEPTH = "depth";
    static final String STREAM = "stream.width";

    private MlpSizes() {}

    /** The name of a hidden layer or block. */
    static String hidden(int layer) {
        return "hidden" + layer;
    }

    /** The name of the linear layer that ends a block. */
    static String end(int block) {
        return hidden(block) + ".end";
    }

    /** The name of the dim of its units. */
    static String width(int layer) {
        return hidden(layer) + ".width";
    }

    /**
     * All dims at these sizes; those that the given ones lack are at their birth.
     *
     * @param inputs values of one sample's input; what is not known yet bounds no rank
     */
    static Dims complete(MlpSettings settings, Dims given, int inputs) {
        List<Dim> all = new ArrayList<>();
        int depth = size(given, DEPTH, settings.depth());
        all.add(Dim.of(DEPTH, DimKind.DEPTH, depth, settings.maxDepth()));
        int stream = 0;
        if (settings.residual()) {
            stream = size(given, STREAM, settings.streamAtBirth());
            all.add(width(settings, STREAM, stream));
        }
        Optional<LowRank> low = settings.lowRank().map(LowRankSettings::form);
        int before = settings.residual() ? stream : inputs;
        int units = settings.width();
        for (int layer = 0; layer < depth; layer++) {
            units = size(given, width(layer), settings.widthAtBirth(layer, units));
            String energy = hidden(layer) + (low.isPresent() ? ".u" : ".weight");
            all.add(width(settings, width(layer), units).withSpectrum(Spectrum.shells(energy)));
            new Matrix(hidden(layer), before, units, low).born(given).ifPresent(all::add);
            if (settings.residual()) {
                new Matrix(end(layer), units, stream, low).born(given).ifPresent(all::add);
            } else {
                before = units;
            }
        }
        Dims dims = Dims.of(all);
        low.ifPresent(form -> form.requireReachable(mostRank(settings, dims, inputs)));
        return dims;
    }

    /** The most rank that any of its matrices can ever have: with widths at their limits. */
    private static int mostRank(MlpSettings settings, Dims dims, int inputs) {
        int before = settings.residual() ? dims.get(STREAM).limit() : inputs;
        int most = 0;
        for (Dim width : widths(dims)) {
            most = Math.max(most, Math.min(before, width.limit()));
            before = settings.residual() ? before : width.limit();
        }
        // A plain layer that depth brings is square.
        return settings.residual() || dims.get(DEPTH).full() ? most : Math.max(most, before);
    }

    /** A base that follows from the sizes of its sides would be another one beside other widths: they stay. */
    private static Dim width(MlpSettings settings, String name, int size) {
        boolean stays =
                settings.lowRank().filter(low -> low.base().followsSizes()).isPresent();
        return Dim.of(name, DimKind.WIDTH, size, stays ? size : settings.maxWidth());
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

    /** The matrices of all linear layers, in order. */
    static List<Matrix> matrices(MlpSettings settings, Dims dims, RowShape shape) {
        List<Matrix> all = new ArrayList<>();
        Optional<LowRank> low = settings.lowRank().map(LowRankSettings::form);
        int before = shape.inputs();
        if (settings.residual()) {
            int stream = dims.size(STREAM);
            all.add(Matrix.dense(MlpLayout.IN, before, stream));
            before = stream;
        }
        int layer = 0;
        for (Dim width : widths(dims)) {
            all.add(new Matrix(hidden(layer), before, width.size(), low));
            if (settings.residual()) {
                all.add(new Matrix(end(layer), width.size(), before, low));
            } else {
                before = width.size();
            }
            layer++;
        }
        all.add(Matrix.dense(MlpLayout.OUT, before, shape.outputs()));
        return all;
    }
}
