package org.espalier.data.grid;

import java.util.EnumMap;
import java.util.Map;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.data.OutlinedDataset;

/** Input and target fields in memory, read at any resolution that divides the stored one, above the dim's limit too. */
public final class GridDataset extends OutlinedDataset {
    /** The fields of one split, on one grid. */
    public record Part(Fields input, Fields target) {
        /** Refuses fields of different counts or grids. */
        public Part {
            if (input.count() != target.count() || input.points() != target.points() || input.axes() != target.axes()) {
                throw new IllegalArgumentException("input and target are not of the same samples and grid");
            }
        }
    }

    private final Map<Split, Part> parts;
    private final DatasetCard card;

    /** A dataset of three parts on the same grid. */
    public GridDataset(GridOutline outline, Map<Split, Part> parts, DatasetCard card) {
        super(outline);
        this.parts = new EnumMap<>(parts);
        this.card = card;
    }

    @Override
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        Part part = part(split);
        if (index < 0 || index >= part.input().count()) {
            throw new IndexOutOfBoundsException(
                    split + " has no sample " + index + " of " + part.input().count());
        }
        int stride = stride(part.input().points(), dims.size(Resolutions.DIM));
        part.input().read(index, stride, input, inputAt);
        part.target().read(index, stride, target, targetAt);
    }

    @Override
    public DatasetCard card() {
        return card;
    }

    @Override
    public void close() {}

    private static int stride(int stored, int resolution) {
        if (resolution < 1 || stored % resolution != 0) {
            throw new IllegalArgumentException(
                    "resolution " + resolution + " is no stride of the stored grid of " + stored + " points");
        }
        return stored / resolution;
    }

    private Part part(Split split) {
        Part part = parts.get(split);
        if (part == null) {
            throw new IllegalArgumentException("there is no part " + split);
        }
        return part;
    }
}
