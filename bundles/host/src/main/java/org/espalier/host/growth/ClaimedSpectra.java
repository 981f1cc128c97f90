package org.espalier.host.growth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Spectrum;
import org.espalier.host.plugins.Guard;
import org.espalier.host.weights.Revision;

/**
 * The spectra that one strategy sees at one decision. Whoever asks for one asks for all: at the first question those of all claimed dims are
 * computed, by the thread that waits for the strategy and its team, and the strategy's deadline does not count it.
 */
final class ClaimedSpectra {
    private final Spectra spectra;
    private final Guard guard;
    private final List<Dim> claimed;
    private final Revision revision;
    private final Map<String, double[]> known = new HashMap<>();

    ClaimedSpectra(Spectra spectra, Guard guard, List<Dim> claimed, Revision revision) {
        this.spectra = spectra;
        this.guard = guard;
        this.claimed = claimed;
        this.revision = revision;
    }

    /** A copy of a claimed dim's spectrum; IllegalArgumentException if it has none. */
    double[] of(Dim dim) {
        if (!known.containsKey(dim.name())) {
            List<Dim> wanted = none(dim)
                    ? List.of(dim)
                    : claimed.stream().filter(d -> !none(d)).toList();
            known.putAll(guard.onCaller(() -> spectra.of(wanted, revision)));
        }
        return known.get(dim.name()).clone();
    }

    private static boolean none(Dim dim) {
        return dim.spectrum() instanceof Spectrum.None;
    }
}
