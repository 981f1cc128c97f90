package org.espalier.shell.display;

import java.nio.charset.Charset;

/** The characters of displays that some terminals lack, and what stands for them there. */
public enum Glyphs {
    /** Block elements, arrows and superscripts. */
    UNICODE("█", "░", "→", "…", "×") {
        @Override
        public String power(int exponent) {
            return exponent == 2 ? "²" : exponent == 3 ? "³" : "^" + exponent;
        }
    },
    /** ASCII alone. */
    ASCII("#", ".", "->", "...", "x") {
        @Override
        public String power(int exponent) {
            return "^" + exponent;
        }
    };

    private final String full;
    private final String empty;
    private final String arrow;
    private final String ellipsis;
    private final String times;

    Glyphs(String full, String empty, String arrow, String ellipsis, String times) {
        this.full = full;
        this.empty = empty;
        this.arrow = arrow;
        this.ellipsis = ellipsis;
        this.times = times;
    }

    /** Those that a character set can say. */
    public static Glyphs of(Charset charset) {
        return charset.canEncode() && charset.newEncoder().canEncode("█░→…×²³") ? UNICODE : ASCII;
    }

    /** A raised number. */
    public abstract String power(int exponent);

    /** From one size to another. */
    public String arrow() {
        return arrow;
    }

    /** Stands for what was left out. */
    public String ellipsis() {
        return ellipsis;
    }

    /** Between the sizes of a shape. */
    public String times() {
        return times;
    }

    /**
     * A bar.
     *
     * @param share filled part, clipped to [0, 1]; anything above 0 shows
     * @param width characters, at least 1
     */
    public String bar(double share, int width) {
        int filled = (int) Math.round(Math.min(1, Math.max(0, share)) * width);
        if (share > 0) filled = Math.max(1, filled);
        return full.repeat(filled) + empty.repeat(width - filled);
    }
}
