package org.espalier.data.images;

import java.util.EnumMap;
import java.util.Map;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.data.OutlinedDataset;

/** Images in memory, a byte per pixel and channel. */
public final class ImageDataset extends OutlinedDataset {
    private final ImageOutline outline;
    private final Map<Split, Images> images;
    private final float[][] tables;
    private final DatasetCard card;

    /**
     * A dataset of three parts.
     *
     * @param standardisation what becomes of a byte
     * @param card            title, names and origin
     */
    public ImageDataset(
            ImageOutline outline, Map<Split, Images> images, Standardisation standardisation, DatasetCard card) {
        super(outline);
        this.outline = outline;
        this.images = new EnumMap<>(images);
        this.tables = standardisation.tables(outline.shape().channels());
        this.card = standardisation.on(card);
    }

    @Override
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        Images of = images.get(split);
        if (of == null) {
            throw new IllegalStateException("closed");
        }
        int size = outline.shape().size();
        int image = of.first() + index;
        int from = image * size;
        byte[] pixels = of.pixels();
        int channels = tables.length;
        for (int channel = 0; channel < channels; channel++) {
            float[] table = tables[channel];
            for (int i = channel; i < size; i += channels) {
                input[inputAt + i] = table[pixels[from + i] & 0xFF];
            }
        }
        outline.target().write(of.labels()[image] & 0xFF, outline.classes(), target, targetAt);
    }

    @Override
    public DatasetCard card() {
        return card;
    }

    @Override
    public void close() {
        images.clear();
    }
}
