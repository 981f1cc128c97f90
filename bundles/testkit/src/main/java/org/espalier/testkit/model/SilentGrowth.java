package org.espalier.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.growth.Role;

/** Growth that a layout promises to change no output: what uses the newborn entries is born zero. */
final class SilentGrowth {
    private SilentGrowth() {}

    /**
     * Whether the layout's own births silence the growth of a dim: all that uses its entries is silent along it or born zero by
     * growth, or, where parameters are appended, all that ends their branches is born zero.
     */
    static boolean promised(Dim dim, Layout before, Layout after) {
        if (after.parameters().size() > before.parameters().size()) {
            List<Parameter> ends = after.parameters().stream()
                    .filter(p -> before.find(p.name()).isEmpty())
                    .filter(p -> p.axes().stream().anyMatch(a -> a.role() == Role.BRANCH_END))
                    .toList();
            return !ends.isEmpty() && ends.stream().allMatch(p -> p.appended().equals(Init.zero()));
        }
        List<Boolean> silent = new ArrayList<>();
        for (Parameter parameter : after.parameters()) {
            for (Axis axis : parameter.axes()) {
                if (axis.binds(dim.name()) && uses(axis)) {
                    silent.add(parameter.growth().equals(Init.zero())
                            || parameter.silent().contains(axis.role()));
                }
            }
        }
        return !silent.isEmpty() && !silent.contains(false);
    }

    /** Who shares a dim may make its entries or use them; only the model knows, so such a dim promises nothing by itself. */
    private static boolean uses(Axis axis) {
        return axis.role() == Role.CONSUMES || axis.role() == Role.SPATIAL || axis.role() == Role.SHARED;
    }

    static void check(Sizes.Grown grown, ModelRig<?> small, ModelRig<?> large) {
        double change = Gradients.distance(
                large.forward(RecordedPass.ofEvaluation()), small.forward(RecordedPass.ofEvaluation()));
        if (!(change <= 1e-5)) {
            throw new AssertionError(
                    "When " + grown + " outputs change by " + change + " relative for " + small.shapes()
                            + ", though by the layout all that uses the new entries is born zero. Old entries keep their meaning at every"
                            + " size: a scale must not follow from the size, nor may entries shift. If the model promises nothing for"
                            + " this dim, say so in promisesSameOutputs.");
        }
    }

    /** AssertionError if no newborn entry has a gradient, so that all would stay silent for ever. */
    static void checkLearns(Sizes.Grown grown, ModelRig<?> small, ModelRig<?> large) {
        NamedTensors gradients = large.gradients();
        Layout before = small.layout();
        for (Parameter now : large.layout().parameters()) {
            Optional<Parameter> old = before.find(now.name());
            Region region = old.isPresent() ? Region.grown(old.get(), now) : Region.all(now);
            float[] gradient = gradients.values(now.name());
            boolean[] alive = new boolean[1];
            region.forEach((flat, index) -> alive[0] |= gradient[flat] != 0);
            if (alive[0]) {
                return;
            }
        }
        throw new AssertionError(
                "When " + grown + " no newborn entry gets a gradient, so none will ever learn. Let what uses new"
                        + " entries be born zero, or what makes them, but not both.");
    }
}
