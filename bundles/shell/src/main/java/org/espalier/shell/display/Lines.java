package org.espalier.shell.display;

import org.espalier.api.run.RunEvent;
import org.jspecify.annotations.Nullable;

/** Events as lines of text that stay on the screen. */
final class Lines {
    /** A reason is left at least so long, even if the line gets too long for it. */
    private static final int LEAST_REASON = 24;

    private Lines() {}

    /**
     * {@code + step 350  L0.modes 6→7   explained .962 < .970   outputs unchanged   12 ms}; without the reason where the
     * line before has told it, as when one plan grows several dims; what is to be said of the dim alone stands in every line.
     *
     * @param before  what grew last, if anything has
     * @param columns the line's most characters, to which the reason is cut; the journal has it whole
     */
    static String grown(RunEvent.Grown grown, RunEvent.@Nullable Grown before, int columns, Glyphs glyphs) {
        String head = (grown.to() < grown.from() ? "- " : "+ ")
                + "step " + grown.step() + "  "
                + DimNames.brief(oneLine(grown.dim())) + " " + grown.from() + glyphs.arrow() + grown.to()
                + (grown.note().isEmpty() ? "" : "   " + oneLine(grown.note()));
        boolean told = before != null
                && before.step() == grown.step()
                && before.revision() == grown.revision()
                && before.why().equals(grown.why());
        if (told) return head;
        String tail = "   outputs " + oneLine(grown.outputs()) + "   " + grown.millis() + " ms";
        String why = "   " + DimNames.brief(oneLine(grown.why()));
        int room = Math.max(LEAST_REASON, columns - head.length() - tail.length());
        return head
                + (why.length() <= room ? why : why.substring(0, room - 1).stripTrailing() + glyphs.ellipsis())
                + tail;
    }

    /** {@code ! step 350  rejected  modes: over the budget}; a checkpoint needs no exclamation mark. */
    static String noted(RunEvent.Noted noted) {
        String mark = noted.kind().equals("checkpoint") || noted.kind().equals("stopped") ? "  " : "! ";
        return mark + "step " + noted.step() + "  " + oneLine(noted.kind()) + "  "
                + Numbers.plain(oneLine(noted.text()));
    }

    /** {@code darcy/1  480 steps in 12 epochs  61k params}, or where it is taken up again. */
    static String began(RunEvent.Began began) {
        String span = began.step() > 0
                ? "goes on at step " + began.step() + " of " + began.steps()
                : count(began.steps(), "step") + " in " + count(began.epochs(), "epoch");
        return began.id() + "  " + span + "  " + Numbers.count(began.parameters()) + " params";
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** A text without line breaks and control characters, which could move the cursor or colour the rest. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+", " ")
                .strip();
    }
}
