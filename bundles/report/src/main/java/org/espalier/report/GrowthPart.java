package org.espalier.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.espalier.report.draw.Drawing;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.draw.Scale;
import org.espalier.report.run.JournalLine;
import org.espalier.report.run.Lane;
import org.espalier.report.run.RunRecord;

/** Growth lanes: one band per dim over the steps, as thick as the dim is large; every step leads to its reason. */
final class GrowthPart {
    private static final int TOP = 26;
    private static final int GAP = 10;
    private static final int TALL = 40;
    private static final int ALL = 640;
    private static final int LABEL_CHARACTERS = 19;
    private final RunRecord run;
    private final List<Lane> lanes;
    private final StepAxis axis;
    private final int height;

    GrowthPart(RunRecord run, List<Lane> lanes, StepAxis axis) {
        this.run = run;
        this.lanes = lanes;
        this.axis = axis;
        this.height = Math.max(12, Math.min(TALL, ALL / Math.max(1, lanes.size()) - GAP));
    }

    void write(Markup page) {
        Page.part(page, "Growth");
        if (lanes.isEmpty()) {
            Page.nothing(page, "No growth is recorded: neither the journal nor the metrics name a dim.");
        } else {
            page.element(
                    "p",
                    "One lane per dim; the band is as thick as the dim is large, the dotted line is its limit. "
                            + "A dot is a change of size: its reason shows on hover and in the journal below.",
                    "class",
                    "lead");
            int foot = TOP + lanes.size() * (height + GAP) + GAP;
            page.open("div", "class", "wide");
            Drawing.into(
                    page, StepAxis.WIDTH, foot + 24, "chart lanes", "Sizes of the growable dims over the steps", d -> {
                        axis.draw(d, TOP, foot);
                        for (int i = 0; i < lanes.size(); i++) lane(d, lanes.get(i), TOP + i * (height + GAP) + GAP);
                    });
            page.close();
            refusals(page);
            new ExplainedPart(run, lanes, axis).write(page);
        }
        page.close();
    }

    private void lane(Drawing drawing, Lane lane, double top) {
        double foot = top + height;
        Scale y = Scale.linear(0, lane.scale(), foot, top);
        String tone = tone(lane.kind());
        drawing.text(StepAxis.LEFT - 10, foot - 2, shortened(lane.dim()), "label end");
        if (lane.limit() > 0)
            drawing.line(StepAxis.LEFT, y.at(lane.limit()), StepAxis.RIGHT, y.at(lane.limit()), "limit");
        drawing.area(outline(lane.steps(), axis.x(), y, foot), "band " + tone);
        drawing.text(
                StepAxis.RIGHT + 10, foot - 2, lane.last() + (lane.limit() > 0 ? " of " + lane.limit() : ""), "label");
        double free = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < lane.steps().size(); i++) {
            Lane.Size size = lane.steps().get(i);
            double x = axis.x().at(size.step());
            if (i > 0) mark(drawing, lane, lane.steps().get(i - 1).size(), size, y, tone);
            if (x >= free && height >= 20 && x < StepAxis.RIGHT - 16) {
                drawing.text(x + 7, foot - 5, Integer.toString(size.size()), "size");
                free = x + 26;
            }
        }
    }

    /** The band's outline: size kept until the next step, then changed at once. */
    static List<double[]> outline(List<Lane.Size> sizes, Scale x, Scale y, double foot) {
        List<double[]> points = new ArrayList<>();
        points.add(new double[] {x.start(), foot});
        double height = foot;
        for (Lane.Size size : sizes) {
            double place = x.at(size.step());
            points.add(new double[] {place, height});
            height = y.at(size.size());
            points.add(new double[] {place, height});
        }
        points.add(new double[] {x.end(), height});
        points.add(new double[] {x.end(), foot});
        return points;
    }

    private void mark(Drawing drawing, Lane lane, int before, Lane.Size size, Scale y, String tone) {
        double x = axis.x().at(size.step());
        double place = y.at(size.size());
        String change = lane.dim() + " " + before + " → " + size.size() + " at step " + size.step();
        JournalLine reason = size.reason();
        if (reason == null) {
            drawing.dot(x, place, 3.5, "mark " + tone, change);
        } else {
            drawing.link(reason.anchor(), change + ": " + reason.text("why"), inside -> {
                inside.box(x - 7, y.end() - 3, 14, height + 6, "hit", null);
                inside.dot(x, place, 3.5, "mark " + tone, null);
            });
        }
    }

    private void refusals(Markup page) {
        List<JournalLine> refused = run.journal().stream()
                .filter(line -> Set.of("rejected", "rolled-back").contains(line.kind()))
                .toList();
        if (refused.isEmpty()) return;
        page.open("p", "class", "lead").text("Refused growth: ");
        for (JournalLine line : refused.subList(0, Math.min(12, refused.size()))) {
            String text = "step " + Figures.whole(line.step());
            page.element("a", text, "href", "#" + line.anchor(), "title", line.text("why"))
                    .text(" ");
        }
        if (refused.size() > 12) page.text("and " + (refused.size() - 12) + " more in the journal");
        page.close();
    }

    /** The colour's name in the style sheet. */
    static String tone(String kind) {
        return switch (kind.toUpperCase(Locale.ROOT)) {
            case "MODES" -> "modes";
            case "RESOLUTION" -> "resolution";
            case "RANK" -> "rank";
            case "WIDTH" -> "width";
            case "DEPTH" -> "depth";
            default -> "other";
        };
    }

    static String shortened(String dim) {
        return dim.length() <= LABEL_CHARACTERS ? dim : "…" + dim.substring(dim.length() - LABEL_CHARACTERS + 1);
    }
}
