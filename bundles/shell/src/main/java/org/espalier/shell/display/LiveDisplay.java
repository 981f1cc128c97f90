package org.espalier.shell.display;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.espalier.api.run.RunEvent;
import org.jspecify.annotations.Nullable;

/** A status area at the foot of a terminal: figures and bars of growable sizes; growth scrolls away above it. */
public final class LiveDisplay implements Display {
    private static final int PROGRESS = 24;
    /** Progress is redrawn no more often than this. */
    private static final long PERIOD_NANOS = 50_000_000;

    private final Terminal terminal;
    private final LongSupplier nanos;
    private final StatusArea area;
    private final RunProgress run;
    private RunEvent.@Nullable Preparing piece;
    private RunEvent.@Nullable Grown lastGrown;
    private long pieceBegan;
    private long drawnAt;
    private boolean began;
    private boolean closed;

    /**
     * A display.
     *
     * @param id    the run's name and number
     * @param nanos a clock such as {@link System#nanoTime}
     */
    public LiveDisplay(String id, PrintStream out, Terminal terminal, LongSupplier nanos) {
        this.terminal = terminal;
        this.nanos = nanos;
        this.area = new StatusArea(out);
        this.run = new RunProgress(id);
    }

    @Override
    public void on(RunEvent event) {
        if (closed) return;
        run.on(event);
        if (event instanceof RunEvent.Preparing next) {
            prepare(next);
        } else if (event instanceof RunEvent.Began first) {
            began = true;
            area.draw(List.of(Lines.began(first)), status());
        } else if (event instanceof RunEvent.Grown grown) {
            say(green(Lines.grown(grown, lastGrown, terminal.columns(), terminal.glyphs())));
            lastGrown = grown;
        } else if (event instanceof RunEvent.Noted noted) {
            String line = Lines.noted(noted);
            say(line.startsWith("!") ? yellow(line) : line);
        } else {
            area.draw(List.of(), status());
        }
    }

    private void prepare(RunEvent.Preparing next) {
        boolean another = piece == null || !piece.what().equals(next.what());
        // Workers report in any order.
        if (!another && piece != null && next.done() < piece.done()) return;
        long now = nanos.getAsLong();
        if (another) pieceBegan = now;
        piece = next;
        began = false;
        if (another || next.done() >= next.total() || now - drawnAt >= PERIOD_NANOS) {
            drawnAt = now;
            area.draw(List.of(), status());
        }
    }

    @Override
    public void say(String line) {
        area.draw(List.of(line), closed ? List.of() : status());
    }

    @Override
    public void close() {
        area.draw(List.of(), List.of());
        closed = true;
    }

    private List<String> status() {
        if (!began) return piece == null ? List.of(run.id()) : List.of(progress(piece));
        List<String> lines = new ArrayList<>();
        lines.add(bold(run.id()) + "  " + run.figures(terminal.glyphs()));
        lines.addAll(DimRows.of(run.dims(), terminal.columns(), terminal.glyphs()));
        return lines;
    }

    private String progress(RunEvent.Preparing now) {
        double share = now.total() > 0 ? (double) now.done() / now.total() : 0;
        double seconds = (nanos.getAsLong() - pieceBegan) / 1e9;
        String left = share > 0 && share < 1 && seconds >= 1
                ? "  " + Numbers.clock(seconds * (1 - share) / share) + " left"
                : "";
        return bold(run.id()) + "  " + Lines.oneLine(now.what()) + "  "
                + terminal.glyphs().bar(share, PROGRESS) + "  " + now.done() + "/" + now.total() + left;
    }

    private String bold(String text) {
        return style("1", text);
    }

    private String green(String text) {
        return style("32", text);
    }

    private String yellow(String text) {
        return style("33", text);
    }

    private String style(String code, String text) {
        return terminal.colour() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
