package org.espalier.report.compare;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.espalier.report.draw.Figures;
import org.espalier.report.run.EpochFigures;
import org.espalier.report.run.RunRecord;

/** What training costs, along which losses are drawn. */
enum Measure {
    STEPS("steps", e -> e.step(), x -> Figures.whole(Math.round(x))),
    FLOPS("modelled operations", EpochFigures::flops, Figures::flops),
    SECONDS("time", EpochFigures::seconds, Figures::seconds);

    private final String title;
    private final ToDoubleFunction<EpochFigures> of;
    private final DoubleFunction<String> words;

    Measure(String title, ToDoubleFunction<EpochFigures> of, DoubleFunction<String> words) {
        this.title = title;
        this.of = of;
        this.words = words;
    }

    String title() {
        return title;
    }

    String words(double value) {
        return words.apply(value);
    }

    double of(EpochFigures epoch) {
        return of.applyAsDouble(epoch);
    }

    /** What a run had cost at a step: known at the ends of epochs, in proportion between them; NaN if nobody measured. */
    double at(RunRecord run, double step) {
        if (this == STEPS) return step;
        List<EpochFigures> epochs = run.metrics().epochs();
        double beforeStep = 0;
        double before = 0;
        for (EpochFigures epoch : epochs) {
            double here = of(epoch);
            if (!Double.isFinite(here)) continue;
            if (epoch.step() >= step) {
                double share = epoch.step() == beforeStep ? 1 : (step - beforeStep) / (epoch.step() - beforeStep);
                return before + share * (here - before);
            }
            beforeStep = epoch.step();
            before = here;
        }
        // Beyond the last epoch's end at the pace of all before.
        return beforeStep == 0 ? step == 0 ? 0 : Double.NaN : before * step / beforeStep;
    }
}
