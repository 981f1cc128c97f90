package org.espalier.host.growth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.job.Budget;

/** Checks a growth plan field by field against sizes, claims and budget; nothing is allocated. */
final class PlanValidation {
    private final Sizing sizing;
    private final Budget budget;
    private final int moments;

    PlanValidation(Sizing sizing, Budget budget, int moments) {
        this.sizing = sizing;
        this.budget = budget;
        this.moments = moments;
    }

    /**
     * What a plan leads to.
     *
     * @param now    the dims now
     * @param layout the layout now
     * @param claims names of the dims that the plan's author may change
     */
    Blueprint check(GrowthPlan plan, Dims now, Layout layout, Set<String> claims) throws PlanRefusedException {
        Draft draft = new Draft(now);
        for (GrowthOp op : plan.ops()) {
            if (op instanceof GrowthOp.Resize resize) {
                Dim dim = claimed(resize.dim(), now, claims, draft.ops.keySet());
                draft.sized(dim, permitted(dim, resize.size()), "resize");
                draft.resizes.add(resize);
            } else if (op instanceof GrowthOp.Remap remap) {
                Dim dim = claimed(remap.dim(), now, claims, draft.ops.keySet());
                int[] from = mapping(remap, dim, layout);
                draft.sized(dim, permitted(dim, from.length), "remap");
                draft.remaps.put(dim.name(), from);
                draft.remapOps.add(remap);
            } else if (op instanceof GrowthOp.Refactor refactor) {
                Dim dim = claimed(refactor.dim(), now, claims, draft.ops.keySet());
                RefactorCheck.factors(refactor, dim, layout);
                draft.sized(dim, permitted(dim, refactor.keep()), "refactor");
                draft.refactors.add(refactor);
            } else if (op instanceof GrowthOp.Assign assign) {
                draft.assigned.put(
                        assignable(assign.parameter(), layout, claims).name(), assign.init());
            } else {
                throw new PlanRefusedException("this host does not carry out " + op);
            }
        }
        return blueprint(now, layout, draft);
    }

    /** What the operations of a plan ask for, before the model has been asked. */
    private static final class Draft {
        private Dims wanted;
        private final Map<String, int[]> remaps = new LinkedHashMap<>();
        private final List<GrowthOp.Remap> remapOps = new ArrayList<>();
        private final List<GrowthOp.Resize> resizes = new ArrayList<>();
        private final List<GrowthOp.Refactor> refactors = new ArrayList<>();
        private final Map<String, Init> assigned = new LinkedHashMap<>();
        private final Map<String, String> ops = new LinkedHashMap<>();

        Draft(Dims now) {
            this.wanted = now;
        }

        void sized(Dim dim, int size, String op) {
            wanted = wanted.with(dim.withSize(size));
            ops.put(dim.name(), op);
        }

        boolean rebuilds(Dim dim) {
            String op = ops.getOrDefault(dim.name(), "");
            return op.equals("remap") || op.equals("refactor");
        }
    }

    private Blueprint blueprint(Dims now, Layout layout, Draft draft) throws PlanRefusedException {
        Dims dims;
        Layout next;
        try {
            dims = sizing.complete(draft.wanted);
            next = sizing.layout(dims);
            BudgetCheck.check(budget, next, sizing.cost(dims), moments);
        } catch (RuntimeException e) {
            throw new PlanRefusedException(
                    e instanceof SettingsException ? String.valueOf(e.getMessage()) : e.toString());
        }
        checkNotMixed(draft.remaps, draft.resizes, next);
        for (GrowthOp.Refactor refactor : draft.refactors) {
            RefactorCheck.alone(refactor, now, layout, dims, next, draft.ops.keySet(), draft.assigned.keySet());
        }
        Map<String, Init> inits = births(draft.resizes, next);
        List<SizeChange> changes = new ArrayList<>();
        for (Dim dim : dims.list()) {
            Optional<Dim> before = now.find(dim.name());
            int from = before.map(Dim::size).orElse(0);
            if (from != dim.size() || draft.rebuilds(dim)) {
                String why = draft.resizes.stream()
                        .filter(r -> r.dim().equals(dim.name()))
                        .findFirst()
                        .flatMap(GrowthOp.Resize::why)
                        .orElse("");
                String op = draft.ops.getOrDefault(dim.name(), "follow");
                changes.add(new SizeChange(op, dim.name(), from, dim.size(), why));
            }
        }
        if (changes.isEmpty() && draft.assigned.isEmpty()) {
            throw new PlanRefusedException("the plan changes nothing");
        }
        return new Blueprint(dims, next, draft.remaps, draft.remapOps, draft.refactors, inits, draft.assigned, changes);
    }

    /** Copies and newborns along two axes of one parameter would leave it open how the corner is born. */
    private static void checkNotMixed(Map<String, int[]> remaps, List<GrowthOp.Resize> resizes, Layout next)
            throws PlanRefusedException {
        for (Parameter parameter : next.parameters()) {
            for (GrowthOp.Resize resize : resizes) {
                if (parameter.binds(resize.dim()) && remaps.keySet().stream().anyMatch(parameter::binds)) {
                    throw new PlanRefusedException(
                            resize.dim() + ": cannot be resized by a plan that remaps another dim of "
                                    + parameter.name() + "; do one after the other");
                }
            }
        }
    }

    /** The plan's own births by parameter; a claim that fits no parameter is a slip of the pen and refused. */
    private static Map<String, Init> births(List<GrowthOp.Resize> resizes, Layout next) throws PlanRefusedException {
        Map<String, Init> births = new LinkedHashMap<>();
        for (GrowthOp.Resize resize : resizes) {
            for (String claim : resize.inits().keySet()) {
                if (next.parameters().stream().noneMatch(p -> Dims.claims(claim, p.name()))) {
                    throw new PlanRefusedException(
                            "a birth is given for " + claim + ", but no parameter of the model is named so");
                }
            }
            for (Parameter parameter : next.parameters()) {
                resize.birth(parameter.name()).ifPresent(init -> births.putIfAbsent(parameter.name(), init));
            }
        }
        return births;
    }

    private static Dim claimed(String name, Dims now, Set<String> claims, Set<String> touched)
            throws PlanRefusedException {
        Dim dim = now.find(name)
                .orElseThrow(() -> new PlanRefusedException("there is no dim " + name + "; there are " + now.names()));
        if (!claims.contains(name)) {
            throw new PlanRefusedException(name + " is not among the dims that this entry may grow: " + claims);
        }
        if (touched.contains(name)) {
            throw new PlanRefusedException(name + " is changed twice in one plan");
        }
        return dim;
    }

    private static int permitted(Dim dim, int size) throws PlanRefusedException {
        if (!dim.permits(size)) {
            throw new PlanRefusedException(dim.name() + ": size " + size + " is not permitted; the limit is "
                    + dim.limit()
                    + (dim.permitted().length == 0 ? "" : ", permitted are " + Arrays.toString(dim.permitted())));
        }
        return size;
    }

    private static int[] mapping(GrowthOp.Remap remap, Dim dim, Layout layout) throws PlanRefusedException {
        for (Parameter parameter : layout.parameters()) {
            for (Axis axis : parameter.axes()) {
                if (axis.binds(dim.name()) && axis.role() == Role.SHARED) {
                    throw new PlanRefusedException(dim.name() + ": cannot be remapped, since " + parameter.name()
                            + " shares it with other uses");
                }
            }
        }
        int[] from = remap.from();
        boolean[] used = new boolean[dim.size()];
        for (int source : from) {
            if (source < 0 || source >= dim.size()) {
                throw new PlanRefusedException(dim.name() + ": remap copies entry " + source + " of " + dim.size());
            }
            used[source] = true;
        }
        for (int i = 0; i < used.length; i++) {
            if (!used[i]) {
                throw new PlanRefusedException(dim.name() + ": remap loses entry " + i);
            }
        }
        return from;
    }

    private static Parameter assignable(String name, Layout layout, Set<String> claims) throws PlanRefusedException {
        Parameter parameter =
                layout.find(name).orElseThrow(() -> new PlanRefusedException("there is no parameter " + name));
        if (parameter.kind() == EntryKind.STATISTIC) {
            throw new PlanRefusedException(name + " is a statistic, which only the model writes");
        }
        if (claims.stream().noneMatch(parameter::binds)) {
            throw new PlanRefusedException(name + " binds none of the dims that this entry may grow: " + claims);
        }
        return parameter;
    }
}
