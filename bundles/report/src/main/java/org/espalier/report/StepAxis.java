package org.espalier.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.espalier.report.draw.Drawing;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Scale;
import org.espalier.report.run.EpochFigures;
import org.espalier.report.run.JournalLine;
import org.espalier.report.run.RunRecord;

/**
 * The axis of steps that growth and losses share, so that what grew stands above what it did to the loss.
 *
 * @param x      place of a step
 * @param epochs the ends of epochs that are marked
 * @param events faults and resumptions
 */
record StepAxis(Scale x, List<EpochFigures> epochs, List<JournalLine> events) {
    static final int WIDTH = 1080;
    static final int LEFT = 132;
    static final int RIGHT = WIDTH - 124;
    private static final int MOST_EPOCHS = 13;
    private static final Set<String> EVENTS = Set.of("fault", "resume", "rolled-back", "set", "swap", "fork", "pause");

    static StepAxis of(RunRecord run) {
        Scale x = Scale.linear(0, Math.max(1, run.steps()), LEFT, RIGHT);
        List<EpochFigures> all = run.metrics().epochs();
        int stride = Math.max(1, (int) Math.ceil((double) all.size() / MOST_EPOCHS));
        List<EpochFigures> marked = new ArrayList<>();
        for (EpochFigures epoch : all) {
            if (epoch.epoch() % stride == 0) marked.add(epoch);
        }
        List<JournalLine> events = run.journal().stream()
                .filter(line -> EVENTS.contains(line.kind()))
                .toList();
        return new StepAxis(x, List.copyOf(marked), events);
    }

    /** Draws the ends of epochs from top to foot, steps below, and what went wrong. */
    void draw(Drawing drawing, double top, double foot) {
        for (EpochFigures epoch : epochs) {
            double place = x.at(epoch.step());
            drawing.line(place, top, place, foot, "grid");
            drawing.text(place, top - 6, Long.toString(epoch.epoch()), "tick middle");
        }
        if (!epochs.isEmpty()) drawing.text(LEFT - 10, top - 6, "epoch", "tick end");
        for (double tick : x.ticks(8)) {
            drawing.line(x.at(tick), foot, x.at(tick), foot + 4, "axis");
            drawing.text(x.at(tick), foot + 17, Figures.whole(Math.round(tick)), "tick middle");
        }
        drawing.line(LEFT, foot, RIGHT, foot, "axis");
        drawing.text(LEFT - 10, foot + 17, "step", "tick end");
        for (JournalLine event : events) {
            double place = x.at(event.step());
            String change = event.text("key").isEmpty() ? "" : " of " + event.text("key");
            String why = event.text("why") + event.text("because");
            String note = event.kind() + change + " at step " + event.step() + (why.isEmpty() ? "" : ": " + why);
            drawing.link(event.anchor(), note, inside -> inside.line(place, top, place, foot, "event " + event.kind()));
        }
    }
}
