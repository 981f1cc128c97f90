package org.espalier.report;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.espalier.api.run.Comparison.Compared;
import org.espalier.api.run.Control;
import org.espalier.api.run.Controlled;
import org.espalier.api.run.Controlled.Verdict;
import org.espalier.report.compare.Controlling;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.run.RunRecord;

/** The run beside its controls: what would have grown of nothing. */
final class ControlsPart {
    private final Controlled controlled;

    ControlsPart(RunRecord run) {
        this.controlled = Controlling.of(run);
    }

    void write(Markup page) {
        Page.part(page, "Controls");
        if (controlled.controls().isEmpty()) {
            Page.nothing(
                    page,
                    "None have been trained. \"espalier controls "
                            + controlled.run().id()
                            + "\" asks the same strategies of untrained weights and of shuffled targets.");
        } else {
            page.element(
                    "p",
                    "The same run once more with something left out. A size that a control gives as well was not learned.",
                    "class",
                    "lead");
            if (!controlled.summary().isEmpty()) {
                page.element("p", controlled.run().id() + ": " + controlled.summary() + ".");
            }
            table(page);
        }
        page.close();
    }

    private void table(Markup page) {
        Map<Control, Compared> controls = controlled.controls();
        page.open("div", "class", "wide").open("table").open("thead").open("tr");
        page.element("th", "", "scope", "col").element("th", "born", "scope", "col");
        page.element("th", controlled.run().id(), "scope", "col");
        controls.forEach((control, twin) -> page.element("th", control.word(), "scope", "col", "title", twin.id()));
        page.element("th", "what it says", "scope", "col");
        page.close().close().open("tbody");
        for (Verdict verdict : controlled.verdicts()) {
            Function<Compared, String> size =
                    arm -> Figures.whole(arm.sizes().getOrDefault(verdict.dim(), verdict.born()));
            row(page, verdict.dim(), Figures.whole(verdict.born()), size, verdict.text());
        }
        row(page, "held-out loss", "", arm -> loss(arm.heldOut()), "");
        row(page, "training loss", "", arm -> loss(arm.trainLoss()), "");
        page.close().close().close();
    }

    private void row(Markup page, String name, String born, Function<Compared, String> value, String text) {
        page.open("tr").element("th", name, "scope", "row").element("td", born, "class", "number");
        page.element("td", value.apply(controlled.run()), "class", "number");
        List.copyOf(controlled.controls().values())
                .forEach(arm -> page.element("td", value.apply(arm), "class", "number"));
        page.element("td", text).close();
    }

    private static String loss(double loss) {
        return Double.isFinite(loss) ? Figures.of(loss) : "–";
    }
}
