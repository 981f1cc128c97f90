package org.espalier.shell.display;

import java.io.PrintStream;
import java.util.List;

/** The last lines of a terminal, redrawn in place, while other lines scroll away above them. */
final class StatusArea {
    private static final String ESCAPE = "\u001b[";
    /** Lines that are too long are cut by the terminal, so that one line stays one line. */
    private static final String WRAP_OFF = ESCAPE + "?7l";

    private static final String WRAP_ON = ESCAPE + "?7h";
    private static final String ERASE_DOWN = ESCAPE + "J";

    private final PrintStream out;
    private int drawn;

    StatusArea(PrintStream out) {
        this.out = out;
    }

    /**
     * Draws anew, in one write so that nothing flickers.
     *
     * @param above lines that stay, printed once
     * @param lines the area
     */
    void draw(List<String> above, List<String> lines) {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) text.append(ESCAPE).append(drawn).append("A\r").append(ERASE_DOWN);
        above.forEach(line -> text.append(line).append('\n'));
        if (!lines.isEmpty()) {
            text.append(WRAP_OFF);
            lines.forEach(line -> text.append(line).append('\n'));
            text.append(WRAP_ON);
        }
        drawn = lines.size();
        out.print(text);
        out.flush();
    }
}
