package org.espalier.benchmarks.arms.composed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.Tried;

/**
 * The sizes of a network that is born as large as a composed one has grown: the same for all layers, and the least with which it trains no fewer
 * numbers. The twin has no growth, no ZerO, no rounding,
 * and of an operator no LNS-Madam.
 *
 * @param modes Fourier modes of every layer; 0 where there are none
 * @param rank  of every product
 */
record Twin(int modes, int rank) {
    /** The twin of what has been tried under all seeds. */
    static Twin of(Tried tried) {
        return new Twin(least(tried.sizes(".modes"), 2), least(tried.sizes(".rank"), 1));
    }

    /** The least size for all of which a power is no less than the mean of the powers of sizes of their own. */
    private static int least(List<List<Integer>> sizes, int power) {
        double mean = sizes.stream()
                .flatMap(List::stream)
                .mapToDouble(size -> Math.pow(size, power))
                .average()
                .orElse(0);
        return (int) Math.ceil(Math.pow(mean, 1.0 / power) - 1e-9);
    }

    Map<String, String> settings() {
        Map<String, String> settings =
                new LinkedHashMap<>(Map.of("growth", "off", "init", "default", "precision", "float32"));
        settings.put("model.low-rank.rank", Integer.toString(rank));
        if (modes > 0) {
            settings.put("model.modes", Integer.toString(modes));
            settings.put("groups", "off");
        }
        return settings;
    }

    String word() {
        return modes > 0 ? "twin-k" + modes + "-r" + rank : "twin-r" + rank;
    }

    String title() {
        List<String> sizes = new ArrayList<>();
        if (modes > 0) {
            sizes.add("K = " + modes);
        }
        sizes.add("rank " + rank);
        return String.join(", ", sizes);
    }
}
