package org.espalier.data.grid;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;

/** Counts, grid and channels of fields, known before there are any. */
public final class GridOutline implements DataOutline {
    private final Map<Split, Integer> counts;
    private final int axes;
    private final int inputChannels;
    private final int targetChannels;
    private final Dims dims;
    private final List<Dims> tests;

    /**
     * An outline.
     *
     * @param axes            axes of space
     * @param resolution      the resolution dim, see {@link Resolutions#dim}
     * @param testResolutions points per axis at which the trained model is tested; the training resolution if there is none
     */
    public GridOutline(
            Map<Split, Integer> counts,
            int axes,
            int inputChannels,
            int targetChannels,
            Dim resolution,
            List<Integer> testResolutions) {
        this.counts = new EnumMap<>(counts);
        this.axes = axes;
        this.inputChannels = inputChannels;
        this.targetChannels = targetChannels;
        this.dims = Dims.of(resolution);
        List<Integer> points = testResolutions.isEmpty() ? List.of(resolution.size()) : testResolutions;
        this.tests = points.stream()
                .map(r -> Dims.of(
                        resolution.withLimit(Math.max(r, resolution.size())).withSize(r)))
                .toList();
    }

    @Override
    public int count(Split split) {
        return counts.getOrDefault(split, 0);
    }

    @Override
    public Dims dims() {
        return dims;
    }

    @Override
    public int[] inputShape(Dims dims) {
        return shape(dims, inputChannels);
    }

    @Override
    public int[] targetShape(Dims dims) {
        return shape(dims, targetChannels);
    }

    @Override
    public List<Dims> tests() {
        return tests;
    }

    private int[] shape(Dims dims, int channels) {
        int points = dims.size(Resolutions.DIM);
        return axes == 1 ? new int[] {points, channels} : new int[] {points, points, channels};
    }
}
