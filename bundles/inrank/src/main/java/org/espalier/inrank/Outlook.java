package org.espalier.inrank;

import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.StepView;

/** How every rank stands, for people: what a look would find now, whether or not it is time for one. */
final class Outlook {
    private Outlook() {}

    /**
     * Such as "layer.rank 5 of 64: explained .932 > .900, stays".
     *
     * @param cuts the size to which a rank is cut, by its name
     */
    static List<String> of(StepView seen, InRankSettings settings, Map<String, Integer> cuts) {
        return seen.dims().stream()
                .map(dim -> Verdict.of(dim, seen.spectrum(dim), seen.layout(), settings))
                .map(verdict -> size(verdict.dim()) + ": " + Reason.of(List.of(verdict), settings) + ", "
                        + fate(verdict, cuts.getOrDefault(verdict.dim().name(), 0)))
                .toList();
    }

    private static String fate(Verdict verdict, int cut) {
        if (cut > 0) {
            return cut < verdict.dim().size() ? "would be cut to " + cut : "would be fixed as it is";
        }
        return verdict.grows() ? "would become " + verdict.size() : "stays";
    }

    /** The same of ranks that grow no more. */
    static List<String> fixed(StepView seen, long step) {
        return seen.dims().stream()
                .map(dim -> size(dim) + ": fixed at step " + step)
                .toList();
    }

    private static String size(Dim dim) {
        return dim.name() + " " + dim.size() + " of " + dim.limit() + (dim.full() ? ", its limit" : "");
    }
}
