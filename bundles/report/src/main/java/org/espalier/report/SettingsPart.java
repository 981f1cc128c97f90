package org.espalier.report;

import org.espalier.report.draw.Markup;
import org.espalier.report.run.RunRecord;

/** The job file as it was run. */
final class SettingsPart {
    private final RunRecord run;

    SettingsPart(RunRecord run) {
        this.run = run;
    }

    void write(Markup page) {
        Page.part(page, "Settings");
        if (run.job().isBlank()) {
            Page.nothing(page, "job.yaml is not there.");
        } else {
            page.open("pre", "tabindex", "0", "aria-label", "job.yaml")
                    .element("code", run.job().strip())
                    .close();
        }
        page.close();
    }
}
