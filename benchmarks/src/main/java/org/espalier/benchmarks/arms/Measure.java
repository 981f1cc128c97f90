package org.espalier.benchmarks.arms;

import java.util.List;
import java.util.Locale;

/** What arms are chosen by on validation data and reported by on test data; less is better. */
public enum Measure {
    /** The loss itself. */
    LOSS {
        @Override
        double heldOut(Outcome outcome) {
            return outcome.heldOut();
        }

        @Override
        double test(Outcome outcome) {
            return outcome.tests().firstEntry().getValue();
        }

        @Override
        public String text(Sample sample) {
            return sample.text();
        }
    },

    /** The share of samples whose class is missed; told as accuracy, in per cent. */
    MISSES {
        @Override
        double heldOut(Outcome outcome) {
            return 1 - outcome.figures().get("accuracy");
        }

        @Override
        double test(Outcome outcome) {
            return 1 - outcome.testFigures().get("accuracy");
        }

        @Override
        public String text(Sample sample) {
            return String.format(
                    Locale.ROOT,
                    "%.2f %% (%.2f–%.2f)",
                    100 * (1 - sample.mean()),
                    100 * (1 - sample.most()),
                    100 * (1 - sample.least()));
        }
    };

    abstract double heldOut(Outcome outcome);

    abstract double test(Outcome outcome);

    /** Mean and range for people. */
    public abstract String text(Sample sample);

    /** On validation data. */
    public Sample heldOut(List<Outcome> outcomes) {
        return Sample.of(outcomes, this::heldOut);
    }

    /** On test data, at the first resolution. */
    public Sample test(List<Outcome> outcomes) {
        return Sample.of(outcomes, this::test);
    }
}
