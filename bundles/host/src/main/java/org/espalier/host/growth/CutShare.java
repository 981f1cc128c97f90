package org.espalier.host.growth;

import java.util.HashMap;
import java.util.Map;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Spectrum;
import org.espalier.host.weights.Revision;

/**
 * How much a smaller size loses: √(Σ of the energies beyond it / Σ of all), a share of the Frobenius norm. Of a product that is refactored, whose
 * energies are its squared singular values, and of shells that are dropped; a product that only loses its last terms has no such share in its
 * spectrum.
 */
final class CutShare {
    private CutShare() {}

    /** Of every dim that a plan makes smaller and of which it can be said. */
    static Map<String, Double> of(Blueprint blueprint, Revision now) {
        Map<String, Double> shares = ofShells(blueprint, now);
        for (SizeChange change : blueprint.changes()) {
            if (change.op().equals("refactor")) {
                Dim dim = now.dims().get(change.dim());
                put(dim, change.to(), now, shares);
            }
        }
        return shares;
    }

    /** Of those alone that lose shells. */
    static Map<String, Double> ofShells(Blueprint blueprint, Revision now) {
        Map<String, Double> shares = new HashMap<>();
        for (SizeChange change : blueprint.changes()) {
            Dim dim = now.dims().find(change.dim()).orElse(null);
            if (change.to() < change.from() && dim != null && dim.spectrum() instanceof Spectrum.Shells) {
                put(dim, change.to(), now, shares);
            }
        }
        return shares;
    }

    /** What is not finite has no share; the cut itself is refused then. */
    private static void put(Dim dim, int size, Revision now, Map<String, Double> shares) {
        double share = beyond(Spectra.of(dim, now), size);
        if (Double.isFinite(share)) {
            shares.put(dim.name(), share);
        }
    }

    /** The share of what lies beyond a size; 0 of a spectrum that is zero. */
    static double beyond(double[] energies, int size) {
        double all = 0;
        double lost = 0;
        for (int i = 0; i < energies.length; i++) {
            all += energies[i];
            lost += i < size ? 0 : energies[i];
        }
        return all == 0 ? 0 : Math.sqrt(lost / all);
    }
}
