package org.espalier.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.espalier.report.draw.Drawing;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.draw.Scale;
import org.espalier.report.run.Explained;
import org.espalier.report.run.Explained.Share;
import org.espalier.report.run.JournalLine;
import org.espalier.report.run.Lane;
import org.espalier.report.run.RunRecord;
import org.espalier.report.run.Seen;

/** Why a dim grew or did not: what its leading entries explained at every look beside what was wanted, on the axis of the lanes. */
final class ExplainedPart {
    private static final int TOP = 26;
    private static final int GAP = 12;
    private static final int TALL = 48;
    private static final int ALL = 720;
    private static final String UNSEEN = ", without a look at a spectrum: its strategy told no share";
    private static final String UNTOLD = "; looks at its spectrum told no share";
    private final List<Explained> dims;
    private final Seen seen;
    private final List<Lane> lanes;
    private final StepAxis axis;
    private final int height;

    ExplainedPart(RunRecord run, List<Lane> lanes, StepAxis axis) {
        this.dims = Explained.of(run.metrics());
        this.seen = Seen.of(run.metrics());
        this.lanes = lanes;
        this.axis = axis;
        this.height = Math.max(16, Math.min(TALL, ALL / Math.max(1, dims.size()) - GAP));
    }

    /** Writes within the part of growth how often every dim grew, above it the chart of those of which a share was told. */
    void write(Markup page) {
        List<String> sentences = new ArrayList<>();
        dims.forEach(dim -> sentences.add(sentence(dim)));
        lanes.stream()
                .filter(this::untold)
                .forEach(lane -> sentences.add(lane.dim() + grown(lane) + (seen.looked(lane.dim()) ? UNTOLD : UNSEEN)));
        if (!dims.isEmpty()) chart(page);
        if (sentences.isEmpty()) return;
        page.open("ul", "class", "lead");
        sentences.forEach(sentence -> page.element("li", sentence));
        page.close();
    }

    /** Whether its size changed and no share was told of it. */
    private boolean untold(Lane lane) {
        return lane.steps().size() > 1
                && dims.stream().noneMatch(dim -> dim.dim().equals(lane.dim()));
    }

    private void chart(Markup page) {
        page.element("h3", "Explained by the leading entries");
        page.element(
                "p",
                "A dot is a look, the dashed line what was wanted; at or below it a dim grows, unless it is at its limit.",
                "class",
                "lead");
        int foot = TOP + dims.size() * (height + GAP) + GAP;
        double[] all = dims.stream()
                .flatMap(dim -> dim.shares().stream())
                .flatMapToDouble(share -> DoubleStream.of(share.value(), share.wanted()))
                .filter(Double::isFinite)
                .toArray();
        double least = DoubleStream.of(all).min().orElse(0);
        page.open("div", "class", "wide");
        Drawing.into(
                page, StepAxis.WIDTH, foot + 24, "chart explained", "Share that is explained, over the steps", d -> {
                    axis.draw(d, TOP, foot);
                    for (int i = 0; i < dims.size(); i++) {
                        int top = TOP + i * (height + GAP) + GAP;
                        draw(d, dims.get(i), Scale.linear(Math.min(least, 0.99), 1, top + height, top));
                    }
                });
        page.close();
    }

    private void draw(Drawing drawing, Explained dim, Scale y) {
        List<double[]> shares = new ArrayList<>();
        List<double[]> wanted = new ArrayList<>();
        for (Share share : dim.shares()) {
            double x = axis.x().at(share.step());
            shares.add(new double[] {x, y.at(share.value())});
            wanted.add(new double[] {x, Double.isFinite(share.wanted()) ? y.at(share.wanted()) : Double.NaN});
        }
        String tone = lane(dim).map(lane -> GrowthPart.tone(lane.kind())).orElse("other");
        drawing.text(StepAxis.LEFT - 10, y.start() - 2, GrowthPart.shortened(dim.dim()), "label end");
        drawing.line(StepAxis.LEFT, y.start(), StepAxis.RIGHT, y.start(), "grid");
        drawing.path(wanted, "curve limit");
        drawing.path(shares, "curve " + tone);
        for (int i = 0; i < shares.size(); i++) {
            Share share = dim.shares().get(i);
            String note = dim.dim() + " " + against(share) + " at step " + share.step();
            drawing.dot(shares.get(i)[0], shares.get(i)[1], shares.size() > 60 ? 1.5 : 2.5, "look " + tone, note);
        }
        drawing.text(StepAxis.RIGHT + 10, y.start() - 2, against(dim.last()), "label");
    }

    private Optional<Lane> lane(Explained dim) {
        return lanes.stream().filter(lane -> lane.dim().equals(dim.dim())).findFirst();
    }

    /** Such as "hidden0.rank grew 3 times, to 8 of 64; last look, at step 975: 0.962 > 0.95". */
    private String sentence(Explained dim) {
        String last = "; last look, at step " + Figures.whole(dim.last().step()) + ": " + against(dim.last());
        return dim.dim() + lane(dim).map(ExplainedPart::grown).orElse("") + last;
    }

    private static String grown(Lane lane) {
        int more = 0;
        int less = 0;
        for (int i = 1; i < lane.steps().size(); i++) {
            boolean larger =
                    lane.steps().get(i).size() > lane.steps().get(i - 1).size();
            more += larger ? 1 : 0;
            less += larger ? 0 : 1;
        }
        boolean full = lane.last() == lane.limit();
        String of = lane.limit() > 0 ? " of " + lane.limit() + (full ? ", its limit" : "") : "";
        String times = more == 0 ? " never grew" : " grew " + (more == 1 ? "once" : more + " times");
        String cut = less == 0 ? "" : ", was cut " + (less == 1 ? "once" : less + " times") + why(lane);
        return times + cut + (more + less == 0 ? ", is " : ", to ") + lane.last() + of;
    }

    /** Why it was cut last, in brackets: with what speaks for or against it. */
    private static String why(Lane lane) {
        for (int i = lane.steps().size() - 1; i > 0; i--) {
            JournalLine reason = lane.steps().get(i).reason();
            boolean smaller =
                    lane.steps().get(i).size() < lane.steps().get(i - 1).size();
            if (smaller && reason != null && !reason.text("why").isEmpty()) return " (" + reason.text("why") + ")";
        }
        return "";
    }

    /** A share beside what was wanted, with as many digits as tell them apart. */
    static String against(Share share) {
        if (!Double.isFinite(share.wanted())) return Figures.of(share.value());
        int digits = 3;
        while (digits < 12
                && share.value() != share.wanted()
                && Figures.of(share.value(), digits).equals(Figures.of(share.wanted(), digits))) {
            digits++;
        }
        String sign = share.value() > share.wanted() ? " > " : share.value() < share.wanted() ? " < " : " = ";
        return Figures.of(share.value(), digits) + sign + Figures.of(share.wanted(), digits);
    }
}
