package org.espalier.testkit.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;

/** The samples of each split, to see whether some are in two of them. */
final class Splits {
    /** Odds against chance from which on equal stretches count as shared. */
    private static final double ODDS = 1000;

    private final String of;
    private final Map<Split, List<List<Float>>> samples = new EnumMap<>(Split.class);

    /** All samples of a dataset, which is called that in failures. */
    Splits(Dataset data, String of) {
        this.of = of;
        for (Split split : Split.values()) {
            List<List<Float>> all = new ArrayList<>();
            for (int i = 0; i < data.count(split); i++) {
                float[] sample = Samples.read(data, split, i, data.dims());
                all.add(IntStream.range(0, sample.length)
                        .mapToObj(k -> sample[k])
                        .toList());
            }
            samples.put(split, all);
        }
    }

    /** AssertionError if two splits have a sample in common. */
    void checkDisjoint() {
        Map<List<Float>, String> seen = new HashMap<>();
        samples.forEach((split, all) -> {
            for (int i = 0; i < all.size(); i++) {
                String name = split + " " + i;
                String before = seen.put(all.get(i), name);
                if (before != null && !before.startsWith(split.name())) {
                    throw new AssertionError("The samples " + before + " and " + name + " of " + of
                            + " are equal. Held-out and test losses mean nothing if splits share samples: give each"
                            + " split a stream or a stretch of its own. If there are so few possible samples that"
                            + " honest draws may be equal, say so by discrete().");
                }
            }
        });
    }

    /** AssertionError if all of one split stand in another in the same order, or there are too few to tell. */
    void checkInOrder() {
        for (Split small : Split.values()) {
            for (Split large : Split.values()) {
                if (small != large && samples(small).size() <= samples(large).size()) {
                    checkInOrder(small, large);
                }
            }
        }
    }

    private void checkInOrder(Split small, Split large) {
        List<List<Float>> part = samples(small);
        List<List<Float>> whole = samples(large);
        int places = whole.size() - part.size() + 1;
        long different =
                samples.values().stream().flatMap(Collection::stream).distinct().count();
        if (part.size() * Math.log(different) < Math.log(ODDS * places)) {
            throw new AssertionError("With " + part.size() + " samples in " + small + ", of " + different
                    + " different ones in all, nobody can tell whether " + of
                    + " gives each split draws of its own. Let settings() have more samples.");
        }
        for (int from = 0; from < places; from++) {
            if (whole.subList(from, from + part.size()).equals(part)) {
                throw new AssertionError("All samples of " + small + " of " + of + " are, in their order, those of "
                        + large + " from " + from + " on. That is no chance: give each split a stream or a stretch of"
                        + " its own, or held-out and test losses mean nothing.");
            }
        }
    }

    private List<List<Float>> samples(Split split) {
        return samples.getOrDefault(split, List.of());
    }
}
