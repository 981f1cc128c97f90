package org.espalier.data.text;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.data.OutlinedDataset;

/** Windows of open texts: a window's bytes but the last are the input, its bytes but the first the target. */
final class TextDataset extends OutlinedDataset {
    private final TextOutline outline;
    private final DatasetCard card;
    private final Map<TextFile, Text> texts = new HashMap<>();

    /** Opens every text of an outline, once each, and takes its checksum. */
    TextDataset(TextOutline outline) throws IOException {
        super(outline);
        this.outline = outline;
        DatasetCard facts = DatasetCard.of("Text", "bytes", "next bytes").takenAsIs();
        for (Stretch stretch : outline.stretches().values()) {
            TextFile source = stretch.source();
            if (!texts.containsKey(source)) {
                texts.put(source, source.open());
                facts = source.addTo(facts);
            }
        }
        this.card = facts;
    }

    @Override
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        Stretch stretch = outline.stretch(split);
        Text text = texts.get(stretch.source());
        if (text == null) {
            throw new IllegalStateException("closed");
        }
        long start = stretch.start(index);
        text.read(start, outline.context(), input, inputAt);
        text.read(start + 1, outline.context(), target, targetAt);
    }

    @Override
    public DatasetCard card() {
        return card;
    }

    @Override
    public void close() {
        texts.clear();
    }
}
