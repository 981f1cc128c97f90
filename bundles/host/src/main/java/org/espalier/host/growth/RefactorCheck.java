package org.espalier.host.growth;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;

/** Whether a product can be turned into its balanced SVD: all that binds the dim must be brought into the new basis together. */
final class RefactorCheck {
    private RefactorCheck() {}

    /** Checks the operation against the model as it is. */
    static void factors(GrowthOp.Refactor refactor, Dim dim, Layout layout) throws PlanRefusedException {
        if (refactor.keep() < 1 || refactor.keep() > dim.size()) {
            throw new PlanRefusedException(
                    dim.name() + ": a refactor keeps 1 to " + dim.size() + " terms, not " + refactor.keep());
        }
        Set<String> factors = names(dim, layout);
        for (Parameter parameter : layout.parameters()) {
            if (parameter.binds(dim.name()) && !factors.contains(parameter.name())) {
                throw new PlanRefusedException(dim.name() + ": cannot be refactored, since " + parameter.name()
                        + " binds it and is no factor of its " + dim.spectrum());
            }
            if (factors.contains(parameter.name()) && parameter.kind() != EntryKind.TRAINED) {
                throw new PlanRefusedException(dim.name() + ": cannot be refactored, since " + parameter.name() + " is "
                        + parameter.kind() + ", not TRAINED");
            }
        }
    }

    private static Set<String> names(Dim dim, Layout layout) throws PlanRefusedException {
        return pairs(dim, layout).stream()
                .flatMap(pair -> Stream.of(pair.left(), pair.right()))
                .map(factor -> factor.parameter().name())
                .collect(Collectors.toSet());
    }

    private static List<Spectra.Pair> pairs(Dim dim, Layout layout) throws PlanRefusedException {
        try {
            return Spectra.pairs(dim, layout);
        } catch (IllegalArgumentException e) {
            throw new PlanRefusedException(dim.name() + ": cannot be refactored: " + e.getMessage());
        }
    }

    /**
     * Checks that nothing else of the plan, and nothing that follows from it, changes the factors.
     *
     * @param changed  dims that the plan's operations change, this one among them
     * @param assigned parameters that the plan writes anew
     */
    static void alone(
            GrowthOp.Refactor refactor,
            Dims now,
            Layout layout,
            Dims then,
            Layout next,
            Collection<String> changed,
            Collection<String> assigned)
            throws PlanRefusedException {
        Dim dim = now.get(refactor.dim());
        for (String name : names(dim, layout)) {
            Parameter before = layout.get(name);
            for (String other : changed) {
                if (!other.equals(dim.name()) && before.binds(other)) {
                    throw new PlanRefusedException(dim.name() + ": cannot be refactored by a plan that changes " + other
                            + ", which " + name + " binds too; do one after the other");
                }
            }
            if (assigned.contains(name)) {
                throw new PlanRefusedException(
                        dim.name() + ": cannot be refactored by a plan that writes its factor " + name + " anew");
            }
        }
        Dim after =
                then.find(dim.name()).filter(d -> d.size() == refactor.keep()).orElse(null);
        if (after == null || !sameButForSize(pairs(dim, layout), pairs(after, next))) {
            throw new PlanRefusedException(dim.name()
                    + ": cannot be refactored, since its products have other shapes with " + refactor.keep()
                    + " terms");
        }
    }

    private static boolean sameButForSize(List<Spectra.Pair> before, List<Spectra.Pair> after) {
        boolean same = before.size() == after.size();
        for (int i = 0; same && i < before.size(); i++) {
            same = before.get(i).left().fits(after.get(i).left())
                    && before.get(i).right().fits(after.get(i).right());
        }
        return same;
    }
}
