package org.espalier.shell.display;

import org.espalier.api.run.RunEvent;

/** Events as lines of text that stay on the screen. */
final class Lines {
    private Lines() {}

    /** {@code + step 350  L0.modes 6→7   explained .962 < .970   outputs unchanged   12 ms}. */
    static String grown(RunEvent.Grown grown, Glyphs glyphs) {
        return (grown.to() < grown.from() ? "- " : "+ ")
                + "step " + grown.step() + "  "
                + DimNames.brief(grown.dim()) + " " + grown.from() + glyphs.arrow() + grown.to()
                + "   " + oneLine(grown.why())
                + "   outputs " + oneLine(grown.outputs())
                + "   " + grown.millis() + " ms";
    }

    /** {@code ! step 350  rejected  modes: over the budget}; a checkpoint needs no exclamation mark. */
    static String noted(RunEvent.Noted noted) {
        String mark = noted.kind().equals("checkpoint") || noted.kind().equals("stopped") ? "  " : "! ";
        return mark + "step " + noted.step() + "  " + oneLine(noted.kind()) + "  " + oneLine(noted.text());
    }

    /** {@code darcy/1  480 steps in 12 epochs  61k params}, or where it is taken up again. */
    static String began(RunEvent.Began began) {
        String span = began.step() > 0
                ? "goes on at step " + began.step() + " of " + began.steps()
                : began.steps() + " steps in " + began.epochs() + " epochs";
        return began.id() + "  " + span + "  " + Numbers.count(began.parameters()) + " params";
    }

    /** A text without line breaks and control characters, which could move the cursor or colour the rest. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+", " ")
                .strip();
    }
}
