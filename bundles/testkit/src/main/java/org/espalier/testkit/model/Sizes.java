package org.espalier.testkit.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Model;

/** What a model says of sizes: dims, layouts and costs, all without running it. */
final class Sizes<S extends Record> {
    private final Model<S> model;
    private final ModelCase<S> given;

    Sizes(Model<S> model, ModelCase<S> given) {
        this.model = model;
        this.given = given;
    }

    Dims born() {
        return complete(model.dims(given.settings()));
    }

    private Dims complete(Dims dims) {
        return model.complete(given.settings(), dims, given.shapes());
    }

    Layout layout(Dims dims) {
        return model.layout(given.settings(), dims, given.shapes());
    }

    /** The dims with one grown by the least that it permits; those that are full are left out. */
    List<Grown> growths() {
        List<Grown> grown = new ArrayList<>();
        Dims before = born();
        for (Dim dim : before.list()) {
            if (!dim.full()) {
                int size = dim.reachable(dim.size() + 1);
                grown.add(new Grown(dim, complete(before.with(dim.withSize(size)))));
            }
        }
        return grown;
    }

    /** One dim grown. */
    record Grown(Dim dim, Dims after) {
        @Override
        public String toString() {
            return dim.name() + " " + dim.size() + " → "
                    + after.find(dim.name()).map(Dim::size).orElse(0);
        }
    }

    void checkPure(Model<S> other) {
        Dims dims = born();
        Sizes<S> again = new Sizes<>(other, given);
        if (!dims.equals(again.born()) || !dims.equals(complete(dims))) {
            throw new AssertionError("The dims of " + given + " are " + dims + ", then " + again.born()
                    + ", and completed once more " + complete(dims)
                    + ". dims follows from settings alone, and complete leaves alone what is complete.");
        }
        if (!layout(dims).equals(again.layout(dims)) || !layout(dims).equals(layout(dims))) {
            throw new AssertionError("Two layouts of " + given + " at the same sizes differ: " + layout(dims) + " and "
                    + again.layout(dims) + ". A layout is the same answer for ever; the host moves weights by it.");
        }
    }

    void checkSpectra() {
        Layout layout = layout(born());
        for (Dim dim : born().list()) {
            if (dim.spectrum() instanceof Spectrum.Shells shells) {
                bound(dim, layout, shells.parameter());
            } else if (dim.spectrum() instanceof Spectrum.Product product) {
                for (Spectrum.Product each : product.products()) {
                    bound(dim, layout, each.left());
                    bound(dim, layout, each.right());
                }
            }
        }
    }

    private static void bound(Dim dim, Layout layout, String parameter) {
        if (layout.find(parameter).filter(p -> p.binds(dim.name())).isEmpty()) {
            throw new AssertionError("The spectrum of " + dim + " is that of " + parameter + ", which "
                    + (layout.find(parameter).isEmpty() ? "no parameter is named" : "does not bind it")
                    + ". Name the parameter whose axes have the dim.");
        }
    }

    void checkGrowth(Grown grown) {
        Layout before = layout(born());
        Layout after = layout(grown.after());
        for (Parameter old : before.parameters()) {
            Parameter now = after.find(old.name())
                    .orElseThrow(() -> new AssertionError("When " + grown + " the parameter " + old.name()
                            + " goes. What was learned stays; growth adds to it."));
            boolean follows =
                    old.kind() == now.kind() && old.axes().size() == now.axes().size();
            for (int axis = 0; follows && axis < old.axes().size(); axis++) {
                follows = old.axes().get(axis).role() == now.axes().get(axis).role();
            }
            if (!follows) {
                throw new AssertionError("When " + grown + " the parameter " + old + " becomes " + now
                        + ". Its kind, its number of axes and their roles stay.");
            }
            boolean sameShape = Arrays.equals(old.shape(), now.shape());
            if (!old.binds(grown.dim().name()) && !others(grown, old) && !sameShape) {
                throw new AssertionError(
                        "When " + grown + " the parameter " + old + " becomes " + now
                                + ", though it binds none of the dims that change. Bind the axis that grows by Axis.of(role, dim).");
            }
            region(grown, old, now);
        }
    }

    /** Whether a parameter binds a dim that changed along, as those that follow another do. */
    private boolean others(Grown grown, Parameter parameter) {
        return born().list().stream()
                .filter(d -> grown.after()
                        .find(d.name())
                        .filter(a -> a.size() == d.size())
                        .isEmpty())
                .anyMatch(d -> parameter.binds(d.name()));
    }

    private static void region(Grown grown, Parameter old, Parameter now) {
        long count;
        try {
            count = Region.grown(old, now).count();
        } catch (IllegalArgumentException e) {
            throw new AssertionError("When " + grown + " " + e.getMessage() + ". Its axes keep their factors.", e);
        }
        if (count != (long) now.length() - old.length()) {
            throw new AssertionError(
                    "When " + grown + " the parameter " + old + " becomes " + now + ", in which " + count
                            + " entries are new, not the " + (now.length() - old.length())
                            + " that it gained. Fixed factors of an axis"
                            + " stay as they are.");
        }
    }

    void checkCost() {
        Cost small = cost(born());
        for (Map.Entry<String, Long> part : small.multiplyAdds().entrySet()) {
            if (part.getValue() < 0) {
                throw new AssertionError(
                        "The cost of " + part.getKey() + " is " + part.getValue() + " with " + given + ".");
            }
        }
        if (!(small.trainingFlops() > 0) || small.activationBytes() < 0) {
            throw new AssertionError(
                    "A training step costs " + small.trainingFlops() + " operations and " + small.activationBytes()
                            + " bytes with " + given + ". Budgets rest on it: count multiply–adds by part.");
        }
        for (Grown grown : growths()) {
            Cost large = cost(grown.after());
            if (large.trainingFlops() < small.trainingFlops() || large.activationBytes() < small.activationBytes()) {
                throw new AssertionError("When " + grown + " the cost falls from " + small.trainingFlops() + " to "
                        + large.trainingFlops() + " operations, or from " + small.activationBytes() + " to "
                        + large.activationBytes() + " bytes. What is larger costs no less.");
            }
        }
    }

    private Cost cost(Dims dims) {
        return model.cost(given.settings(), dims, given.shapes());
    }
}
