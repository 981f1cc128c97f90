package org.espalier.shell.display;

import java.io.PrintStream;
import org.espalier.api.run.RunEvent;
import org.jspecify.annotations.Nullable;

/** Lines for logs and pipes: one per epoch and growth, one per tenth of the preparation, no escape codes. */
public final class PlainDisplay implements Display {
    private final PrintStream out;
    private final Glyphs glyphs;
    private final RunProgress run;
    private String preparing = "";
    private long tenths;
    private RunEvent.@Nullable Grown lastGrown;

    /**
     * A display.
     *
     * @param id the run's name and number
     */
    public PlainDisplay(String id, PrintStream out, Glyphs glyphs) {
        this.out = out;
        this.glyphs = glyphs;
        this.run = new RunProgress(id);
    }

    @Override
    public void on(RunEvent event) {
        run.on(event);
        if (event instanceof RunEvent.Preparing piece) {
            prepare(piece);
        } else if (event instanceof RunEvent.Began began) {
            say(Lines.began(began));
        } else if (event instanceof RunEvent.Epoch) {
            say(run.figures(glyphs));
        } else if (event instanceof RunEvent.Grown grown) {
            say(Lines.grown(grown, lastGrown, Integer.MAX_VALUE, glyphs));
            lastGrown = grown;
        } else if (event instanceof RunEvent.Noted noted) {
            say(Lines.noted(noted));
        }
    }

    private void prepare(RunEvent.Preparing piece) {
        long now = piece.total() <= 0 ? 0 : 10 * piece.done() / piece.total();
        boolean another = !piece.what().equals(preparing);
        if (another || now > tenths) {
            say(Lines.oneLine(piece.what()) + "  " + 10 * now + " %  " + piece.done() + "/" + piece.total());
        }
        preparing = piece.what();
        tenths = another ? now : Math.max(now, tenths);
    }

    @Override
    public void say(String line) {
        // Always \n: the same text on every platform is what logs are compared by.
        out.print(line + "\n");
        out.flush();
    }

    @Override
    public void close() {}
}
