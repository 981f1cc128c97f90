package org.espalier.benchmarks.arms.ranks;

import org.espalier.benchmarks.arms.Measure;

/** What is asked of an arm whose ranks grow: at most a bound. */
record Target(Kind kind, double bound) {
    /** What is held against the bound. */
    enum Kind {
        /** The measure on test data over that of the full arm. */
        TO_FULL("test %s over full rank's"),
        /** The same over that of the better fixed arm of equal size. */
        TO_FIXED("test %s over that of the better fixed rank of equal size"),
        /** How many points of accuracy fewer than the full arm. */
        POINTS("points of accuracy below full rank"),
        /** The largest rank of any run over the shorter side of its matrix, buffer included. */
        SHARE("largest rank over the shorter side of its matrix");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words(Measure measure) {
            return words.formatted(measure == Measure.LOSS ? "loss" : "misses");
        }
    }

    static Target toFull(double bound) {
        return new Target(Kind.TO_FULL, bound);
    }

    static Target toFixed(double bound) {
        return new Target(Kind.TO_FIXED, bound);
    }

    static Target points(double bound) {
        return new Target(Kind.POINTS, bound);
    }

    static Target share(double bound) {
        return new Target(Kind.SHARE, bound);
    }
}
