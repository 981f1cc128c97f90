package org.espalier.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Dim;
import org.espalier.api.model.Cost;
import org.espalier.layers.FourierGrid;
import org.espalier.models.lowrank.Matrix;

/**
 * What a Fourier neural operator costs: the multiply–adds that the layers here do, by part.
 *
 * <p>Parts are {@code lift}, {@code layer<i>.transform} (there and back, by truncated matrix products), {@code layer<i>.modes}
 * (four per complex product), {@code layer<i>.skip}, {@code project.hidden} and {@code project.out}. To compare with an
 * implementation by FFT, put samples · width · 5 · n · log₂ n in the place of each transform: two transforms of 5 n log₂ n
 * operations, at two operations per multiply–add. Element-wise work is not counted, nor that backward computes
 * {@code project.hidden} once more.
 */
final class FnoCost {
    private FnoCost() {}

    static Cost of(FnoSettings settings, FnoSizes sizes, FnoShape shape) {
        List<Dim> modes = sizes.modes();
        long width = settings.width();
        int axes = shape.grid().length;
        long rows = (long) shape.samples() * shape.points();
        Map<String, Long> parts = new LinkedHashMap<>();
        Map<String, Long> frozen = new LinkedHashMap<>();
        Map<String, Long> additions = new LinkedHashMap<>();
        parts.put(FnoLayout.LIFT, rows * (shape.inputs() + axes) * width);
        long spectra = 0;
        long terms = 0;
        for (int layer = 0; layer < modes.size(); layer++) {
            int kept = modes.get(layer).size();
            long products = shape.samples() * FourierGrid.modes(axes, kept);
            String name = FnoLayout.layerName(layer);
            parts.put(name + ".transform", shape.samples() * width * FourierGrid.transformCost(shape.grid(), kept));
            parts.put(name + ".modes", 4 * products * width * width);
            Matrix skip = sizes.skips().get(layer);
            parts.put(skip.name(), rows * skip.multiplyAdds(sizes.dims()));
            frozen.put(skip.name(), rows * skip.frozen());
            additions.put(skip.name(), rows * skip.additions());
            terms += rows * skip.terms(sizes.dims());
            spectra += 2 * products * width;
        }
        parts.put(FnoLayout.PROJECT + ".hidden", rows * width * settings.hidden());
        parts.put(FnoLayout.PROJECT + ".out", rows * settings.hidden() * shape.outputs());
        // Every layer's input and output; slopes of all activations, which are one fewer than layers.
        long fields = rows * width * (modes.size() + 1 + modes.size() - 1);
        long inputs = rows * (shape.inputs() + axes + 1);
        return Cost.of(parts, Float.BYTES * (fields + spectra + terms + inputs))
                .withFrozen(frozen)
                .withAdditions(additions);
    }
}
