package org.espalier.benchmarks.theory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.host.training.DivergedException;

/**
 * How what a net has learned came about.
 *
 * @param times    at which it was looked at, ascending
 * @param singular singular values of the cumulative update at each of them, largest first
 */
record Course(double[] times, List<double[]> singular) {
    /** Trains a net to an end and looks at it again and again. */
    static Course of(LinearNet net, double every, double end) throws DivergedException {
        int looks = (int) Math.round(end / every);
        double[] times = new double[looks];
        List<double[]> singular = new ArrayList<>();
        for (int i = 0; i < looks; i++) {
            times[i] = every * (i + 1);
            net.until(times[i]);
            singular.add(net.learned());
        }
        return new Course(times, singular);
    }

    int looks() {
        return times.length;
    }

    /** Singular value k at look i. */
    double at(int i, int k) {
        return singular.get(i)[k];
    }

    /** How many directions there are at look i, weighed by strength: exp of the entropy of s/Σs. */
    double effectiveRank(int i) {
        double[] s = singular.get(i);
        double all = Arrays.stream(s).sum();
        double entropy = 0;
        for (double value : s) {
            entropy -= value > 0 ? value / all * Math.log(value / all) : 0;
        }
        return Math.exp(entropy);
    }

    /** Singular values above a bound at look i. */
    int above(int i, double bound) {
        return (int) Arrays.stream(singular.get(i)).filter(s -> s > bound).count();
    }

    /** The first look at which singular value 0 has come to a bound; as many as looks if never. */
    int first(double bound) {
        int i = 0;
        while (i < looks() && at(i, 0) < bound) {
            i++;
        }
        return i;
    }

    /** When singular value k comes to a bound, between looks by a straight line; NaN if never. */
    double when(int k, double bound) {
        for (int i = 1; i < looks(); i++) {
            double before = at(i - 1, k);
            double now = at(i, k);
            if (before < bound && now >= bound) {
                return times[i - 1] + (times[i] - times[i - 1]) * (bound - before) / (now - before);
            }
        }
        return Double.NaN;
    }
}
