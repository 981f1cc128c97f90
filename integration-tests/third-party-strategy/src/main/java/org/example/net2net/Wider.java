package org.example.net2net;

import java.util.Optional;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.RandomStream;

/**
 * Net2WiderNet: units are copied, drawn at random, and what they feed is divided among the copies.
 *
 * <p>A net so widened computes what it did, whichever of its layers it is, so the probe cannot tell layers apart by their loss at
 * birth. It can by what they may become: in a {@link Split} each copy moves a little way in a drawn direction and its original
 * the other way. To first order that cancels, so the loss falls only by what two units can do and one could not. Of the trials,
 * the one with the lowest loss says what the layer promises and which units are copied.
 */
final class Wider {
    private Wider() {}

    /** Whether a dim counts units that one place makes, so that they can be copied. */
    static boolean fits(Dim dim, Layout layout) {
        return bound(dim, layout, Role.PRODUCES) && !bound(dim, layout, Role.SHARED);
    }

    private static boolean bound(Dim dim, Layout layout, Role role) {
        return layout.parameters().stream()
                .flatMap(p -> p.axes().stream())
                .anyMatch(a -> a.role() == role && a.binds(dim.name()));
    }

    private static boolean copyable(Dim dim, StepView seen) {
        return !dim.kind().equals(DimKind.DEPTH) && dim.size() > 0 && fits(dim, seen.layout());
    }

    /** The widening of a dim; empty if it has nothing to copy. */
    static Optional<Candidate> of(Dim dim, StepView seen, Net2NetSettings settings, double now) {
        if (!copyable(dim, seen)) {
            return Optional.empty();
        }
        RandomStream random = seen.random().at(dim.name().hashCode());
        int size = dim.grown(settings.factor());
        int[] chosen = copies(dim.size(), size, random.at(0));
        double promise = now;
        for (int trial = 0; trial < settings.trials(); trial++) {
            RandomStream own = random.at(trial);
            int[] from = copies(dim.size(), size, own);
            double loss = seen.lossIf(Split.of(dim, from, seen, settings.reach(), own.at(1)));
            if (loss < promise) {
                promise = loss;
                chosen = from;
            }
        }
        GrowthPlan plan = GrowthPlan.of(GrowthOp.remap(dim, chosen).noise(settings.noise()));
        plan = settings.noise() == 0 ? plan.preservingFunction() : plan;
        String change = dim.name() + " " + dim.size() + " → " + size;
        return Optional.of(Candidate.of(dim, change, plan, seen.lossIf(plan), promise, seen));
    }

    private static int[] copies(int units, int size, RandomStream random) {
        int[] from = new int[size];
        for (int unit = 0; unit < size; unit++) {
            from[unit] = unit < units ? unit : random.integer(unit, units);
        }
        return from;
    }
}
