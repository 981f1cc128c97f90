package org.espalier.benchmarks.arms;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** One number over seeds: its mean, and the range that it spans. */
public record Sample(double mean, double least, double most) {
    /** A number of each outcome. */
    public static Sample of(List<Outcome> outcomes, ToDoubleFunction<Outcome> number) {
        double[] values = outcomes.stream().mapToDouble(number).sorted().toArray();
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return new Sample(sum / values.length, values[0], values[values.length - 1]);
    }

    /** Mean and range, such as "0.0316 (0.0309–0.0322)". */
    public String text() {
        return String.format(Locale.ROOT, "%.4f (%.4f–%.4f)", mean, least, most);
    }

    /** The ratio of means. */
    public double over(Sample other) {
        return mean / other.mean;
    }
}
