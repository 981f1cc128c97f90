package org.espalier.report;

import java.util.List;
import org.espalier.report.draw.Figures;
import org.espalier.report.draw.Markup;
import org.espalier.report.run.RunRecord;
import org.espalier.report.run.Samples;

/** Input, truth, prediction and error of a few test samples, first at the finest resolution that was never trained at. */
final class FieldsPart {
    private final RunRecord run;

    FieldsPart(RunRecord run) {
        this.run = run;
    }

    void write(Markup page) {
        Page.part(page, "Fields");
        List<Samples> all = run.samples();
        if (all.isEmpty()) {
            Page.nothing(page, "No samples: a run writes them when it is tested, at its end.");
        } else {
            samples(page, all.get(0));
            for (Samples more : all.subList(1, all.size())) {
                page.open("details").element("summary", "The same at " + place(more));
                samples(page, more);
                page.close();
            }
        }
        page.close();
    }

    private String place(Samples samples) {
        boolean trained = run.card().trained().contains(samples.resolution());
        return Figures.resolution(samples.resolution(), samples.axes())
                + (trained ? ", a resolution trained at" : ", a resolution never trained at");
    }

    private void samples(Markup page, Samples samples) {
        page.element(
                "p",
                "The first " + samples.count() + " samples of the test split at " + place(samples)
                        + ". Truth and prediction share one scale; the error is prediction − truth.",
                "class",
                "lead");
        if (samples.axes() == 2) {
            new SquareFields(run.card(), samples).write(page);
        } else {
            new LineFields(run.card(), samples).write(page);
        }
    }
}
