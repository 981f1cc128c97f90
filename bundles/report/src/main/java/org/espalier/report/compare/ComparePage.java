package org.espalier.report.compare;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.api.run.Comparison;
import org.espalier.api.run.Comparison.Compared;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.run.RunRecord;

/** The page of a comparison: numbers, then losses over steps, operations and time, then sizes and what was changed. */
public final class ComparePage {
    private final Comparison comparison;
    private final List<RunRecord> runs;

    /** The page of some runs and what was found of them. */
    public ComparePage(Comparison comparison, List<RunRecord> runs) {
        this.comparison = comparison;
        this.runs = IntStream.range(0, runs.size())
                .mapToObj(i -> runs.get(i).called(comparison.runs().get(i).id()))
                .toList();
    }

    /** Its title. */
    public String title() {
        return runs.stream().map(RunRecord::name).collect(Collectors.joining(" · "));
    }

    /** Writes what stands in the body. */
    public void write(Markup page) {
        page.open("header").element("h1", title()).element("p", subject(), "class", "subject");
        for (RunRecord run : runs) {
            for (String trouble : run.troubles()) {
                if (trouble.startsWith("metrics") || trouble.startsWith("journal")) {
                    page.element("p", run.name() + ": " + trouble, "class", "nothing");
                }
            }
        }
        page.close().open("main");
        numbers(page);
        for (Measure measure : Measure.values()) {
            section(page, "Loss over " + measure.title());
            page.element(
                    "p",
                    "Thick: held-out loss at the end of each epoch; thin: mean training loss of the epoch. Below them, a dot"
                            + " is something that grew, a square something that somebody changed.",
                    "class",
                    "lead");
            new LossChart(runs, measure, comparison.branch()).write(page);
            page.close();
        }
        sizes(page);
        changes(page);
        page.close();
    }

    private String subject() {
        return comparison
                .origin()
                .map(origin -> "one run up to " + origin + "; numbers are of what came after it")
                .orElse("runs without a common checkpoint; numbers are of the whole runs");
    }

    private static void section(Markup page, String title) {
        page.open("section").element("h2", title);
    }

    private void numbers(Markup page) {
        section(page, "Numbers");
        page.open("div", "class", "wide").open("table").open("thead").open("tr");
        Set<Integer> tests = new LinkedHashSet<>();
        comparison.runs().forEach(run -> tests.addAll(run.tests().keySet()));
        for (String head : List.of("run", "status", "held-out", "lowest", "training")) head(page, head);
        for (int test : tests) head(page, test == 0 ? "test" : "test at " + test);
        for (String head : List.of("steps", "operations", "time", "parameters")) head(page, head);
        page.close().close().open("tbody");
        for (int i = 0; i < comparison.runs().size(); i++) {
            Compared run = comparison.runs().get(i);
            page.open("tr").open("th", "scope", "row");
            page.element("span", run.id(), "class", "key run" + i).close();
            page.element("td", run.status()).element("td", Figures.of(run.heldOut(), 4));
            page.element("td", Figures.of(run.best(), 4)).element("td", Figures.of(run.trainLoss(), 4));
            for (int test : tests) page.element("td", Figures.of(run.tests().getOrDefault(test, Double.NaN), 4));
            page.element("td", Figures.whole(run.steps())).element("td", Figures.flops(run.flops()));
            page.element("td", Figures.seconds(run.seconds())).element("td", Figures.count(run.parameters()));
            page.close();
        }
        page.close().close().close().close();
    }

    private static void head(Markup page, String text) {
        page.element("th", text, "scope", "col");
    }

    private void sizes(Markup page) {
        Set<String> dims = new LinkedHashSet<>();
        comparison.runs().forEach(run -> dims.addAll(run.sizes().keySet()));
        if (dims.isEmpty()) return;
        section(page, "Sizes");
        page.open("div", "class", "wide").open("table").open("thead").open("tr");
        head(page, "dim");
        for (Compared run : comparison.runs()) head(page, run.id());
        page.close().close().open("tbody");
        for (String dim : dims) {
            page.open("tr").element("th", dim, "scope", "row");
            for (Compared run : comparison.runs()) {
                Map<String, Integer> sizes = run.sizes();
                page.element("td", sizes.containsKey(dim) ? Figures.whole(sizes.get(dim)) : "–");
            }
            page.close();
        }
        page.close().close().close().close();
    }

    private void changes(Markup page) {
        section(page, "Changes");
        for (Compared run : comparison.runs()) {
            if (run.changes().isEmpty()) {
                page.element("p", run.id() + ": nothing was changed", "class", "nothing");
            } else {
                page.element("h3", run.id()).open("ul");
                run.changes().forEach(change -> page.element("li", change));
                page.close();
            }
        }
        page.close();
    }
}
