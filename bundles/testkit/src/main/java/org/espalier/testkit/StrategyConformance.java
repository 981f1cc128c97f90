package org.espalier.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.plugin.PluginState;

/** What every strategy promises, whatever it grows: checked on one view, settings and state at a time. */
public final class StrategyConformance {
    private static final int LONGEST_REASON = 200;

    private StrategyConformance() {}

    /**
     * The promises that a strategy breaks at one decision, each in a line; empty if it keeps them all.
     *
     * <ul>
     *   <li>the same arguments give an equal decision, also when state has been saved and read back;
     *   <li>the reason is one line of at most 200 characters;
     *   <li>only claimed dims are grown, each by one operation, to sizes that they permit; only products are refactored;
     *   <li>figures are finite.
     * </ul>
     */
    public static <S extends Record> List<String> violations(
            GrowthStrategy<S> strategy, S settings, PlainView.Builder seen, PluginState state) {
        List<String> broken = new ArrayList<>();
        Decision decision = seen.decide(strategy, settings, state);
        if (!decision.equals(seen.decide(strategy, settings, state))) {
            broken.add("the same arguments gave another decision: " + decision);
        }
        if (!decision.equals(seen.decide(strategy, settings, readBack(state)))) {
            broken.add("a state that was saved and read back gave another decision: " + decision);
        }
        if (decision.why().lines().count() != 1 || decision.why().length() > LONGEST_REASON) {
            broken.add("the reason is not one short line: " + decision.why());
        }
        decision.figures().forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                broken.add("the figure " + name + " is " + value);
            }
        });
        List<Dim> claimed = seen.view().dims();
        List<String> touched = new ArrayList<>();
        for (GrowthOp op : decision.plan().map(p -> p.ops()).orElse(List.of())) {
            if (op instanceof GrowthOp.Resize resize) {
                touched.add(resize.dim());
                sizes(resize, claimed, broken);
            } else if (op instanceof GrowthOp.Remap remap) {
                touched.add(remap.dim());
            } else if (op instanceof GrowthOp.Refactor refactor) {
                touched.add(refactor.dim());
                terms(refactor, claimed, broken);
            }
        }
        Set<String> names = claimed.stream().map(Dim::name).collect(Collectors.toSet());
        touched.stream().filter(n -> !names.contains(n)).forEach(n -> broken.add(n + " is grown but not claimed"));
        touched.stream()
                .distinct()
                .filter(n -> touched.indexOf(n) != touched.lastIndexOf(n))
                .forEach(n -> broken.add(n + " is grown twice in one plan"));
        return broken;
    }

    private static void sizes(GrowthOp.Resize resize, List<Dim> claimed, List<String> broken) {
        for (Dim dim : claimed) {
            if (dim.name().equals(resize.dim())) {
                if (!dim.permits(resize.size())) {
                    broken.add(dim + " does not permit " + resize.size());
                }
                if (resize.size() == dim.size()) {
                    broken.add(dim + " is resized to the size that it has");
                }
            }
        }
    }

    private static void terms(GrowthOp.Refactor refactor, List<Dim> claimed, List<String> broken) {
        for (Dim dim : claimed) {
            if (dim.name().equals(refactor.dim())) {
                if (!(dim.spectrum() instanceof Spectrum.Product)) {
                    broken.add(dim + " is refactored and has no spectrum of a product");
                }
                if (refactor.keep() < 1 || refactor.keep() > dim.size() || !dim.permits(refactor.keep())) {
                    broken.add(dim + " is refactored to " + refactor.keep() + " terms");
                }
            }
        }
    }

    /** The state as a checkpoint gives it back: the same values in another object. */
    private static PluginState readBack(PluginState state) {
        PluginState copy = PluginState.empty();
        for (String name : state.names()) {
            if (state.isNumber(name)) {
                copy = copy.with(name, state.number(name, 0));
            } else if (state.isText(name)) {
                copy = copy.with(name, state.text(name, ""));
            } else {
                copy = copy.with(name, state.numbers(name));
            }
        }
        return copy;
    }
}
