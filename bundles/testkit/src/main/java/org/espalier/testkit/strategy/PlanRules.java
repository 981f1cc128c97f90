package org.espalier.testkit.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;

/** The rules by which a host refuses a decision, each broken one as a sentence. */
final class PlanRules {
    private static final int LONGEST_REASON = 200;
    private final List<Dim> claimed;
    private final Layout layout;
    private final List<String> broken = new ArrayList<>();
    private final Set<String> touched = new HashSet<>();

    private PlanRules(List<Dim> claimed, Layout layout) {
        this.claimed = claimed;
        this.layout = layout;
    }

    /** What is wrong with a decision, given the dims that were claimed and the layout; empty if the host carries it out. */
    static List<String> broken(Decision decision, List<Dim> claimed, Layout layout) {
        PlanRules rules = new PlanRules(claimed, layout);
        rules.words(decision);
        decision.plan().ifPresent(plan -> {
            plan.ops().forEach(rules::check);
            rules.mixed(plan);
        });
        return rules.broken;
    }

    /** Births of a plan that name no parameter of the layout that it leads to. */
    static List<String> strayBirths(GrowthPlan plan, Layout after) {
        List<String> stray = new ArrayList<>();
        for (GrowthOp op : plan.ops()) {
            if (op instanceof GrowthOp.Resize resize) {
                resize.inits().keySet().stream()
                        .filter(claim -> after.parameters().stream().noneMatch(p -> Dims.claims(claim, p.name())))
                        .forEach(claim -> stray.add("A birth is given for " + claim
                                + ", but no parameter of the model is named so. Take names from seen.layout()."));
            }
        }
        return stray;
    }

    private void mixed(GrowthPlan plan) {
        for (GrowthOp op : plan.ops()) {
            for (GrowthOp other : plan.ops()) {
                if (op instanceof GrowthOp.Resize resize && other instanceof GrowthOp.Remap remap) {
                    layout.parameters().stream()
                            .filter(p -> p.binds(resize.dim()) && p.binds(remap.dim()))
                            .forEach(p -> broken.add(resize.dim() + " is resized by a plan that remaps " + remap.dim()
                                    + ", and both are dims of " + p.name() + ". Do one after the other."));
                }
            }
        }
    }

    private void words(Decision decision) {
        if (decision.why().lines().count() != 1 || decision.why().length() > LONGEST_REASON) {
            broken.add("The reason is not one line of at most " + LONGEST_REASON
                    + " characters, as the journal and the live" + " display need it: " + decision.why());
        }
        decision.figures().forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                broken.add("The figure " + name + " is " + value + ". Leave it out where there is no number.");
            }
        });
    }

    private void check(GrowthOp op) {
        if (op instanceof GrowthOp.Resize resize) {
            claimed(resize.dim()).ifPresent(dim -> size(dim, resize.size(), "resized"));
        } else if (op instanceof GrowthOp.Remap remap) {
            claimed(remap.dim()).ifPresent(dim -> copies(dim, remap.from()));
        } else if (op instanceof GrowthOp.Refactor refactor) {
            claimed(refactor.dim()).ifPresent(dim -> {
                if (!(dim.spectrum() instanceof Spectrum.Product)) {
                    broken.add(
                            dim + " is refactored and has no spectrum of a product. Leave it, or refuse it in begin.");
                }
                if (refactor.keep() < 1 || refactor.keep() > dim.size()) {
                    broken.add(dim + " is refactored to " + refactor.keep() + " terms. Keep 1 to " + dim.size() + ".");
                } else {
                    size(dim, refactor.keep(), "refactored");
                }
            });
        } else if (op instanceof GrowthOp.Assign assign) {
            assigned(assign.parameter());
        }
    }

    private Optional<Dim> claimed(String name) {
        if (!touched.add(name)) {
            broken.add(name + " is changed twice in one plan. Give each dim one operation.");
        }
        Optional<Dim> dim = claimed.stream().filter(d -> d.name().equals(name)).findFirst();
        if (dim.isEmpty()) {
            broken.add(name + " is grown but not claimed: the job lets this entry grow "
                    + claimed.stream().map(Dim::name).toList() + ". Grow only what seen.dims() has.");
        }
        return dim;
    }

    private void size(Dim dim, int size, String how) {
        if (!dim.permits(size)) {
            broken.add(dim + " is " + how + " to " + size + ", which it does not permit"
                    + (dim.permitted().length == 0 ? "" : " (permitted: " + Arrays.toString(dim.permitted()) + ")")
                    + ". Ask dim.reachable(size) or dim.grown(factor).");
        } else if (size == dim.size() && how.equals("resized")) {
            broken.add(dim + " is resized to the size that it has. Leave the operation out, or keep.");
        }
    }

    private void copies(Dim dim, int[] from) {
        size(dim, from.length, "remapped");
        Set<Integer> sources = new HashSet<>();
        for (int source : from) {
            sources.add(source);
            if (source < 0 || source >= dim.size()) {
                broken.add(dim + " is remapped from entry " + source + ", which it does not have.");
            }
        }
        for (int entry = 0; entry < dim.size(); entry++) {
            if (!sources.contains(entry)) {
                broken.add(dim + " loses entry " + entry + " by a remap. Every old entry must occur in it.");
            }
        }
    }

    private void assigned(String name) {
        Optional<Parameter> parameter = layout.find(name);
        if (parameter.isEmpty()) {
            broken.add(name + " is assigned, but no parameter is named so.");
        } else if (parameter.get().kind() == EntryKind.STATISTIC) {
            broken.add(name + " is assigned, but it is a statistic, which only the model writes.");
        } else if (claimed.stream().noneMatch(d -> parameter.get().binds(d.name()))) {
            broken.add(name + " is assigned, but it binds none of the claimed dims.");
        }
    }

    /** Whether a remap of that dim would be refused because the dim is SHARED, which depends on the job and not the plan. */
    static boolean shared(GrowthOp op, Layout layout) {
        return op instanceof GrowthOp.Remap remap
                && layout.parameters().stream()
                        .flatMap(p -> p.axes().stream())
                        .anyMatch(a -> a.binds(remap.dim()) && a.role() == Role.SHARED);
    }
}
