package org.espalier.report.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What strategies saw of the spectra of a run's dims. They say it in the figures of their decisions: {@code DIM.explained}, and
 * {@code DIM.energy}, the energy of the whole.
 */
public final class Seen {
    private static final String ENERGY = ".energy";
    private final Map<String, Explained> shares;
    private final Map<String, Double> mostEnergy;

    private Seen(Map<String, Explained> shares, Map<String, Double> mostEnergy) {
        this.shares = shares;
        this.mostEnergy = mostEnergy;
    }

    /** Of a run with these figures. */
    public static Seen of(Metrics metrics) {
        Map<String, Double> most = new HashMap<>();
        for (Look look : metrics.looks()) {
            look.figures().forEach((name, value) -> {
                if (name.endsWith(ENERGY))
                    most.merge(name.substring(0, name.length() - ENERGY.length()), value, Math::max);
            });
        }
        List<Explained> shares = Explained.of(metrics);
        return new Seen(shares.stream().collect(Collectors.toMap(Explained::dim, dim -> dim)), most);
    }

    /** Whether a strategy has looked at a dim's spectrum. */
    public boolean looked(String dim) {
        return shares.containsKey(dim) || mostEnergy.containsKey(dim);
    }

    /** Whether every look found a spectrum of zeros: no energy, or, where that was not told, nothing left to explain. */
    public boolean nothingOf(String dim) {
        if (mostEnergy.containsKey(dim)) return mostEnergy.get(dim) == 0;
        return shares.containsKey(dim) && shares.get(dim).shares().stream().allMatch(share -> share.value() == 1);
    }
}
