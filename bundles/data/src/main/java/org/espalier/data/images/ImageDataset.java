package org.espalier.data.images;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.RandomStream;
import org.espalier.data.OutlinedDataset;

/** Images in memory, a byte per pixel and channel. */
public final class ImageDataset extends OutlinedDataset {
    private final ImageOutline outline;
    private final Map<Split, Images> images;
    private final Pooling pooling;
    private final Optional<Augmentation> augmentation;
    private final float[][] tables;
    private final DatasetCard card;

    /**
     * A dataset of three parts.
     *
     * @param outline         of the images as they are read, pooled ones
     * @param pooling         how the images become those
     * @param standardisation what becomes of a byte
     * @param augmentation    what becomes of a training image
     * @param card            title, names and origin
     */
    public ImageDataset(
            ImageOutline outline,
            Map<Split, Images> images,
            Pooling pooling,
            Standardisation standardisation,
            Optional<Augmentation> augmentation,
            DatasetCard card) {
        super(outline);
        this.pooling = pooling;
        this.augmentation = augmentation;
        this.outline = outline;
        this.images = new EnumMap<>(images);
        this.tables = standardisation.tables(outline.shape().channels());
        this.card = standardisation.on(pooling.pools() ? card.from("pool", Integer.toString(pooling.side())) : card);
    }

    @Override
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        Images of = of(split);
        int image = of.first() + index;
        if (pooling.pools()) {
            move(of.pixels(), first(image), 0, 0, false, input, inputAt);
        } else {
            copy(of.pixels(), first(image), input, inputAt);
        }
        outline.target().write(of.labels()[image] & 0xFF, outline.classes(), target, targetAt);
    }

    /** The place of an image's first byte. */
    private int first(int image) {
        return image * outline.shape().size() * pooling.side() * pooling.side();
    }

    private void copy(byte[] pixels, int from, float[] input, int inputAt) {
        int size = outline.shape().size();
        int channels = tables.length;
        for (int channel = 0; channel < channels; channel++) {
            float[] table = tables[channel];
            for (int i = channel; i < size; i += channels) {
                input[inputAt + i] = table[pixels[from + i] & 0xFF];
            }
        }
    }

    @Override
    public void readForTraining(
            int index, RandomStream draws, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        if (augmentation.isEmpty()) {
            read(Split.TRAIN, index, dims, input, inputAt, target, targetAt);
            return;
        }
        Images of = of(Split.TRAIN);
        int image = of.first() + index;
        // One draw has the bits for all, and nothing is allocated.
        long bits = draws.bits(index);
        Augmentation how = augmentation.get();
        move(of.pixels(), first(image), how.down(bits), how.right(bits), how.mirrors(bits), input, inputAt);
        outline.target().write(of.labels()[image] & 0xFF, outline.classes(), target, targetAt);
    }

    /** Writes an image that has been pooled and has moved then, and is mirrored or not. */
    private void move(byte[] pixels, int from, int down, int right, boolean mirrored, float[] input, int inputAt) {
        int height = outline.shape().height();
        int width = outline.shape().width();
        int channels = tables.length;
        int step = pooling.side() * channels;
        int bytesOfRow = width * step;
        int to = inputAt;
        for (int row = 0; row < height; row++) {
            int fromRow = row - down;
            for (int column = 0; column < width; column++) {
                int fromColumn = (mirrored ? width - 1 - column : column) - right;
                boolean inside = fromRow >= 0 && fromRow < height && fromColumn >= 0 && fromColumn < width;
                int window = from + fromRow * pooling.side() * bytesOfRow + fromColumn * step;
                for (int channel = 0; channel < channels; channel++) {
                    float[] table = tables[channel];
                    input[to++] =
                            inside ? pooling.mean(pixels, window + channel, bytesOfRow, channels, table) : table[0];
                }
            }
        }
    }

    private Images of(Split split) {
        Images of = images.get(split);
        if (of == null) {
            throw new IllegalStateException("closed");
        }
        return of;
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
