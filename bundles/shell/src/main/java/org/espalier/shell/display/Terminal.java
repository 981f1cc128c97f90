package org.espalier.shell.display;

import org.espalier.door.TerminalFacts;

/**
 * What the place that output goes to is able to do.
 *
 * @param live    whether lines can be redrawn in place
 * @param colour  whether text may be coloured
 * @param columns characters per line, at least 20
 * @param glyphs  the characters that it knows
 */
public record Terminal(boolean live, boolean colour, int columns, Glyphs glyphs) {
    private static final int USUAL = 80;

    /** A terminal of at least 20 columns. */
    public Terminal {
        columns = Math.max(20, columns);
    }

    /** A file or a pipe. */
    public static Terminal plain(Glyphs glyphs) {
        return new Terminal(false, false, USUAL, glyphs);
    }

    /** What such output goes to. */
    public static Terminal of(TerminalFacts facts) {
        return new Terminal(facts.live(), facts.colour(), facts.columns(), Glyphs.of(facts.encoding()));
    }
}
