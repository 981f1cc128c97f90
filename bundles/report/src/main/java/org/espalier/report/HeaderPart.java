package org.espalier.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.run.EpochFigures;
import org.espalier.report.run.JournalLine;
import org.espalier.report.run.Lane;
import org.espalier.report.run.Outcome;
import org.espalier.report.run.RunRecord;

/** Name, outcome and the few numbers that people look for first. */
final class HeaderPart {
    private final RunRecord run;
    private final List<Lane> lanes;

    HeaderPart(RunRecord run, List<Lane> lanes) {
        this.run = run;
        this.lanes = lanes;
    }

    void write(Markup page) {
        String status =
                run.outcome().map(o -> o.status().toLowerCase(Locale.ROOT)).orElse("not ended");
        String tone =
                switch (status) {
                    case "finished" -> "good";
                    case "failed" -> "bad";
                    default -> "open";
                };
        page.open("header").open("div", "class", "name").element("h1", run.name());
        page.element("span", status, "class", "status " + tone).close();
        page.element("p", subject(), "class", "subject");
        run.outcome()
                .filter(o -> !o.status().equals("FINISHED"))
                .map(Outcome::message)
                .filter(m -> !m.isBlank())
                .ifPresent(m -> page.element("p", m));
        page.open("dl", "class", "tiles").include(this::tiles).close();
        if (!run.troubles().isEmpty()) {
            page.open("aside", "class", "troubles")
                    .element("h2", "Not everything is here")
                    .open("ul");
            run.troubles().forEach(trouble -> page.element("li", trouble));
            page.close().close();
        }
        page.close();
    }

    private String subject() {
        String fields = run.card().input() + " → " + run.card().target();
        return run.card().title().isBlank() ? fields : run.card().title() + ": " + fields;
    }

    private void tiles(Markup page) {
        run.outcome().ifPresent(outcome -> {
            for (Outcome.Test test : outcome.tests()) {
                String where = test.resolution() == 0 ? "" : " at " + Figures.resolution(test.resolution(), run.axes());
                String seen = test.resolution() == 0 ? "" : test.trained() ? "trained" : "never trained at";
                tile(page, "test error" + where, Figures.of(test.loss()), seen, !test.trained());
                test.figures().forEach((name, mean) -> tile(page, "test " + name + where, Figures.of(mean), "", false));
            }
        });
        parameters().ifPresent(end -> tile(page, "parameters", Figures.count(end), birth(), false));
        if (!lanes.isEmpty()) {
            int grown = lanes.stream().mapToInt(lane -> lane.steps().size() - 1).sum();
            tile(page, "growth", grown + (grown == 1 ? " step" : " steps"), "in " + lanes.size() + " dims", false);
        }
        run.outcome()
                .map(Outcome::flops)
                .filter(Double::isFinite)
                .ifPresent(flops -> tile(page, "modelled cost", Figures.flops(flops), "training", false));
        run.outcome()
                .map(Outcome::seconds)
                .filter(Double::isFinite)
                .ifPresent(seconds ->
                        tile(page, "time", Figures.seconds(seconds), Figures.whole(run.steps()) + " steps", false));
    }

    private Optional<Double> parameters() {
        List<EpochFigures> epochs = run.metrics().epochs();
        return run.outcome()
                .map(Outcome::parameters)
                .or(() -> epochs.isEmpty()
                        ? Optional.empty()
                        : Optional.of(epochs.get(epochs.size() - 1).parameters()))
                .filter(Double::isFinite);
    }

    private String birth() {
        return run.journal().stream()
                .filter(line -> line.kind().equals("birth") && line.number("parameters") > 0)
                .map((JournalLine line) -> "born with " + Figures.count(line.number("parameters")))
                .findFirst()
                .orElse("");
    }

    private static void tile(Markup page, String name, String value, String note, boolean leading) {
        page.open("div", "class", leading ? "tile leading" : "tile")
                .element("dt", name)
                .element("dd", value);
        if (!note.isEmpty()) page.element("dd", note, "class", "note");
        page.close();
    }
}
