package org.espalier.report;

import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.run.Passages;

/** Passages of the test text, shaded where the network was surprised: what it has learned of the text, and what not. */
final class TextPart {
    /** More would make the page long without telling more. */
    private static final int MOST_PASSAGES = 3;

    private static final int MOST_TOKENS = 400;

    /** Bits from which on a token is shaded, step by step. */
    private static final double[] SHADES = {1, 2, 4, 7};

    private final Passages passages;

    TextPart(Passages passages) {
        this.passages = passages;
    }

    void write(Markup page) {
        Page.part(page, "Text");
        if (passages.count() == 0) {
            Page.nothing(page, "No passages that can be read.");
            page.close();
            return;
        }
        page.open("p", "class", "lead")
                .text("The beginning of the test text, predicted token by token. Shaded is what came as a surprise: ");
        for (int shade = 0; shade < SHADES.length; shade++) {
            page.element("span", "over " + Figures.of(SHADES[shade]) + " bits", "class", "surprise" + (shade + 1));
            page.text(shade < SHADES.length - 1 ? ", " : ". ");
        }
        page.text("A pointer on a token tells its bits and what was expected instead.")
                .close();
        for (int sample = 0; sample < Math.min(MOST_PASSAGES, passages.count()); sample++) passage(page, sample);
        page.close();
    }

    private void passage(Markup page, int sample) {
        String mean = Figures.of(passages.mean(sample)) + " bits per token";
        page.open("div", "class", "passage", "role", "group", "aria-label", "passage " + (sample + 1) + ", " + mean);
        page.open("p", "class", "tokens").text(shown(passages.first()[sample]));
        int length = Math.min(MOST_TOKENS, passages.next()[sample].length);
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int token = passages.next()[sample][i];
            int shade = shade(passages.bits()[sample][i]);
            if (shade == 0) {
                plain.append(shown(token));
                continue;
            }
            page.text(plain.toString());
            plain.setLength(0);
            page.element("span", shown(token), "class", "surprise" + shade, "title", note(sample, i));
        }
        page.text(plain.toString()).close();
        page.open("p", "class", "score")
                .text("passage " + (sample + 1) + " ")
                .element("b", mean)
                .close()
                .close();
    }

    private String note(int sample, int position) {
        String bits = Figures.of(passages.bits()[sample][position]) + " bits";
        int expected = passages.likeliest()[sample][position];
        if (expected == passages.next()[sample][position]) return bits;
        String word = shown(expected).strip();
        return bits + ", expected " + (word.isEmpty() ? "a space" : word);
    }

    private static int shade(double bits) {
        int shade = 0;
        while (shade < SHADES.length && !(bits < SHADES[shade])) shade++;
        return shade;
    }

    /** A byte as it is printed, others by number; tokens of a larger vocabulary by what they mean, else by number, too. */
    private String shown(int token) {
        String text = passages.texts().get(token);
        if (text != null) return text.replace("\n", "↵\n").replaceAll("[\\p{Cc}\\p{Cf}&&[^\n]]", "·");
        if (passages.vocabulary() > 256) return "[" + token + "]";
        if (token == '\n') return "↵\n";
        return token >= ' ' && token < 127 ? Character.toString(token) : "[" + token + "]";
    }
}
