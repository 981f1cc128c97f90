package org.espalier.benchmarks.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.espalier.report.draw.Drawing;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.draw.Scale;

/** A plot of lines and dots over time or another number, drawn as the report draws; a file by itself. */
public final class Plot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 360;
    private static final int LEFT = 56;
    private static final int RIGHT = 600;
    private static final int TOP = 44;
    private static final int FOOT = 316;
    private static final String STYLE =
            """
            text { font: 13px system-ui, "Segoe UI", "Liberation Sans", sans-serif; fill: #1d2125; }
            .title { font-size: 15px; font-weight: 600; } .tick { fill: #626a73; font-size: 12px; }
            .end { text-anchor: end; } .middle { text-anchor: middle; }
            .paper { fill: #fcfcfa; } .grid { stroke: #e4e5e1; } .axis { stroke: #b9bdbf; }
            path, .mark { fill: none; stroke-width: 1.8; } .mark { stroke-dasharray: 4 4; stroke-width: 1.2; }
            .c0 { stroke: #2f6fd0; } .c1 { stroke: #d9480f; } .c2 { stroke: #12908a; }
            .c3 { stroke: #7a5cc4; } .c4 { stroke: #d08700; } .c5 { stroke: #c2415b; } .quiet { stroke: #7b858e; }
            circle.c0 { fill: #2f6fd0; } circle.c1 { fill: #d9480f; } circle.c2 { fill: #12908a; }
            circle.c3 { fill: #7a5cc4; } circle.c4 { fill: #d08700; } circle.c5 { fill: #c2415b; }
            """;

    private final Drawing drawing;
    private final Scale x;
    private final Scale y;

    private Plot(Drawing drawing, double end, double high) {
        this.drawing = drawing;
        this.x = Scale.linear(0, end, LEFT, RIGHT);
        this.y = Scale.linear(0, high, FOOT, TOP);
    }

    /**
     * Writes a plot.
     *
     * @param title what it shows
     * @param across what goes from left to right
     * @param up    what goes up
     * @param end   the largest number across
     * @param high  the largest value
     */
    public static void write(
            Path file, String title, String across, String up, double end, double high, Consumer<Plot> content)
            throws IOException {
        Markup page = new Markup();
        page.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "width",
                Integer.toString(WIDTH),
                "height",
                Integer.toString(HEIGHT));
        page.style(STYLE);
        Drawing.into(page, WIDTH, HEIGHT, "plot", title, drawing -> {
            drawing.box(0, 0, WIDTH, HEIGHT, "paper", null);
            drawing.text(LEFT, 22, title, "title");
            Plot plot = new Plot(drawing, end, high);
            plot.axes(across, up);
            content.accept(plot);
        });
        page.close();
        Files.writeString(file, page.elements());
    }

    private void axes(String across, String up) {
        for (double tick : y.ticks(6)) {
            drawing.line(LEFT, y.at(tick), RIGHT, y.at(tick), "grid");
            drawing.text(LEFT - 8, y.at(tick) + 4, Figures.of(tick), "tick end");
        }
        for (double tick : x.ticks(8)) {
            drawing.line(x.at(tick), FOOT, x.at(tick), FOOT + 5, "axis");
            drawing.text(x.at(tick), FOOT + 19, Figures.of(tick), "tick middle");
        }
        drawing.line(LEFT, FOOT, RIGHT, FOOT, "axis");
        drawing.text(RIGHT, FOOT + 36, across, "tick end");
        drawing.text(LEFT, TOP - 8, up, "tick");
    }

    /** A line through points [time, value]. */
    public void curve(List<double[]> points, String style) {
        drawing.path(
                points.stream().map(p -> new double[] {x.at(p[0]), y.at(p[1])}).toList(), style);
    }

    /** A dot at a point. */
    public void dot(double time, double value, String style) {
        drawing.dot(x.at(time), y.at(value), 2.6, style, null);
    }

    /** A broken line at a value. */
    public void level(double value, String style) {
        drawing.line(LEFT, y.at(value), RIGHT, y.at(value), "mark " + style);
    }

    /** A broken line at a time, from the foot up to a value. */
    public void moment(double time, double value, String style) {
        drawing.line(x.at(time), FOOT, x.at(time), y.at(value), "mark " + style);
    }

    /** A word to the right of the plot, at a value's height. */
    public void label(double value, String text) {
        drawing.text(RIGHT + 10, y.at(value) + 4, text, "label");
    }

    /** A word to the right of the plot, behind a dash of a line's style. */
    public void label(double value, String text, String style) {
        drawing.line(RIGHT + 8, y.at(value), RIGHT + 20, y.at(value), style);
        drawing.text(RIGHT + 26, y.at(value) + 4, text, "label");
    }
}
