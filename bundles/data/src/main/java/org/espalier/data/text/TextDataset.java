package org.espalier.data.text;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.data.OutlinedDataset;

/** Windows of open texts: a window's tokens but the last are the input, its tokens but the first the target. */
final class TextDataset extends OutlinedDataset {
    private final TextOutline outline;
    private final DatasetCard card;
    private final Map<TextFile, Text> texts;

    /**
     * Takes the checksums of the texts.
     *
     * @param texts those of the outline, open
     */
    TextDataset(TextOutline outline, Map<TextFile, Text> texts) throws IOException {
        super(outline);
        this.outline = outline;
        this.texts = new HashMap<>(texts);
        Vocabulary tokens = outline.tokens();
        DatasetCard facts =
                DatasetCard.of("Text", tokens.unit(), "next " + tokens.unit()).takenAsIs();
        if (tokens != Vocabulary.BYTES) {
            facts = facts.from("bytes-per-token.test", String.format(Locale.ROOT, "%.6f", bytesPerToken(Split.TEST)))
                    .from("vocabulary", tokens.name().toLowerCase(Locale.ROOT) + ", " + tokens.size() + " tokens");
        }
        for (TextFile text : texts.keySet()) {
            facts = text.addTo(facts);
        }
        this.card = facts;
    }

    /** By which bits per token become bits per byte, which compare among vocabularies: the mean over the targets of a split. */
    private double bytesPerToken(Split split) {
        int context = outline.context();
        int[] lengths = new int[outline.tokens().size()];
        Arrays.setAll(lengths, token -> outline.tokens().tokenizer().decode(token).length);
        float[] input = new float[context];
        float[] target = new float[context];
        long bytes = 0;
        for (int index = 0; index < count(split); index++) {
            read(split, index, dims(), input, 0, target, 0);
            for (float token : target) {
                bytes += lengths[(int) token];
            }
        }
        return (double) bytes / ((long) count(split) * context);
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
