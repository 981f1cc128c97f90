package org.espalier.inrank;

import java.util.List;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.StepView;

/** How every rank stands, for people: what a look would find now, whether or not it is time for one. */
final class Outlook {
    private Outlook() {}

    /** Such as "layer.rank 5 of 64: explained .932 > .900, stays". */
    static List<String> of(StepView seen, InRankSettings settings) {
        return seen.dims().stream()
                .map(dim -> Verdict.of(dim, seen.spectrum(dim), seen.layout(), settings))
                .map(verdict -> size(verdict.dim()) + ": " + Reason.of(List.of(verdict), settings)
                        + (verdict.grows() ? ", would become " + verdict.size() : ", stays"))
                .toList();
    }

    /** The same of ranks that grow no more. */
    static List<String> fixed(StepView seen, long step) {
        return seen.dims().stream()
                .map(dim -> size(dim) + ": fixed at step " + step)
                .toList();
    }

    private static String size(Dim dim) {
        return dim.name() + " " + dim.size() + " of " + dim.limit();
    }
}
