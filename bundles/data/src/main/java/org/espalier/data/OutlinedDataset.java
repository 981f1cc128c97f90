package org.espalier.data;

import java.util.List;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;

/** A dataset that is as its outline said: what a job was checked against is what comes. */
public abstract class OutlinedDataset implements Dataset {
    private final DataOutline outline;

    /** A dataset of that outline. */
    protected OutlinedDataset(DataOutline outline) {
        this.outline = outline;
    }

    @Override
    public final int count(Split split) {
        return outline.count(split);
    }

    @Override
    public final Dims dims() {
        return outline.dims();
    }

    @Override
    public final int[] inputShape(Dims dims) {
        return outline.inputShape(dims);
    }

    @Override
    public final int[] targetShape(Dims dims) {
        return outline.targetShape(dims);
    }

    @Override
    public final int vocabulary() {
        return outline.vocabulary();
    }

    @Override
    public final int classes() {
        return outline.classes();
    }

    @Override
    public final List<Dims> tests() {
        return outline.tests();
    }
}
