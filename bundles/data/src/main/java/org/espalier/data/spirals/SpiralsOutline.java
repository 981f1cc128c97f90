package org.espalier.data.spirals;

import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.data.generated.Counts;
import org.espalier.data.grid.Fields;

/**
 * Points and classes, known before there are any.
 *
 * @param counts     samples by split
 * @param dimensions numbers per input
 * @param targets    numbers per target: classes, or 1 for labels
 */
record SpiralsOutline(Counts counts, int dimensions, int targets) implements DataOutline {
    static SpiralsOutline of(SpiralsSource.Settings settings) throws DataException {
        Counts counts = settings.counts();
        Fields.checkMemory("spirals", counts.total() * settings.dimensions());
        boolean labels = settings.target() == SpiralsSource.Settings.Target.LABEL;
        return new SpiralsOutline(counts, settings.dimensions(), labels ? 1 : settings.classes());
    }

    @Override
    public int count(Split split) {
        return counts.of(split);
    }

    @Override
    public Dims dims() {
        return Dims.of();
    }

    @Override
    public int[] inputShape(Dims dims) {
        return new int[] {dimensions};
    }

    @Override
    public int[] targetShape(Dims dims) {
        return new int[] {targets};
    }
}
