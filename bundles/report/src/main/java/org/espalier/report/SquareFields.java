package org.espalier.report;

import org.espalier.report.draw.ColourMap;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.draw.Png;
import org.espalier.report.run.SampleCard;
import org.espalier.report.run.Samples;

/** Fields on a square as pictures, one row per sample, each with its colour bar. */
final class SquareFields {
    /** Finer fields are averaged down: more pixels than a screen's would only weigh. */
    private static final int MOST_PIXELS = 256;

    private static final String FIELD_BAR = ColourMap.FIELD.bar();
    private static final String SIGNED_BAR = ColourMap.SIGNED.bar();
    private final SampleCard card;
    private final Samples samples;
    private final int rows;
    private final int columns;

    SquareFields(SampleCard card, Samples samples) {
        this.card = card;
        this.samples = samples;
        this.rows = samples.grid().get(0);
        this.columns = samples.grid().get(1);
    }

    void write(Markup page) {
        for (int i = 0; i < samples.count(); i++) {
            float[] truth = samples.target()[i];
            float[] prediction = samples.prediction()[i];
            float[] error = Span.difference(prediction, truth);
            Span shared = Span.of(truth, prediction);
            String relative = "relative error " + Figures.of(samples.relativeError(i));
            page.open("div", "class", "sample", "role", "group", "aria-label", "sample " + (i + 1) + ", " + relative);
            page.open("div", "class", "fields");
            picture(page, card.input(), i, samples.input()[i], Span.of(samples.input()[i]), ColourMap.FIELD);
            picture(page, card.target() + ", truth", i, truth, shared, ColourMap.FIELD);
            picture(page, card.target() + ", prediction", i, prediction, shared, ColourMap.FIELD);
            picture(page, "error", i, error, Span.of(error).symmetric(), ColourMap.SIGNED);
            page.close().open("p", "class", "score").text("sample " + (i + 1) + " ");
            page.element("b", relative).close().close();
        }
    }

    private void picture(Markup page, String name, int sample, float[] values, Span span, ColourMap map) {
        int block = Math.max(1, (Math.max(rows, columns) + MOST_PIXELS - 1) / MOST_PIXELS);
        int width = (columns + block - 1) / block;
        String alt = name + " of sample " + (sample + 1) + ", values from " + Figures.of(span.low()) + " to "
                + Figures.of(span.high());
        page.open("figure").element("figcaption", name);
        String source = Png.dataAddress(width, indices(values, block, width, span), map.palette());
        page.leaf("img", "class", "field", "src", source, "alt", alt);
        page.open("div", "class", "scale", "aria-hidden", "true").element("span", Figures.of(span.low()));
        page.leaf("img", "src", map == ColourMap.SIGNED ? SIGNED_BAR : FIELD_BAR, "alt", "");
        page.element("span", Figures.of(span.high())).close().close();
    }

    private byte[] indices(float[] values, int block, int width, Span span) {
        int height = (rows + block - 1) / block;
        byte[] indices = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                indices[y * width + x] =
                        ColourMap.index(mean(values, y * block, x * block, block), span.low(), span.high());
            }
        }
        return indices;
    }

    private double mean(float[] values, int top, int left, int block) {
        double sum = 0;
        int count = 0;
        for (int y = top; y < Math.min(rows, top + block); y++) {
            for (int x = left; x < Math.min(columns, left + block); x++) {
                sum += values[y * columns + x];
                count++;
            }
        }
        return sum / count;
    }
}
