package org.espalier.host.growth;

import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.numbers.Precision;
import org.espalier.host.weights.Ages;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;
import org.espalier.host.weights.Values;

/**
 * Builds the next revision aside from a validated plan: old entries of weights, moments and ages move to their new places from
 * the layouts alone, newborns get their first values. The revision in use is only read.
 */
final class Grower {
    private final Births births;
    private final OptimizerByParameter optimizers;
    private final Precision precision;
    private final long seed;

    Grower(Births births, OptimizerByParameter optimizers, Precision precision, long seed) {
        this.births = births;
        this.optimizers = optimizers;
        this.precision = precision;
        this.seed = seed;
    }

    /**
     * What a plan leads to.
     *
     * @param revision  the next revision; it shares every tensor that the plan leaves alone
     * @param truncated for dims that were refactored, or lost shells: share of their Frobenius norm that was cut off
     */
    record Grown(Revision revision, Map<String, Double> truncated) {}

    /**
     * Builds the next revision.
     *
     * @param step steps done: the birthday of new entries
     * @throws PlanRefusedException if a birth rule does not fit or memory is short; whatever was allocated is freed
     */
    Grown grow(Revision now, Blueprint blueprint, long step) throws PlanRefusedException {
        long number = now.number() + 1;
        try {
            Refactoring refactoring = new Refactoring(now, blueprint, births, optimizers, precision, step);
            Revision revision = Revision.make(
                    number,
                    blueprint.dims(),
                    blueprint.layout(),
                    p -> refactoring.tensor(p).orElseGet(() -> tensor(p, now, blueprint, number, step)),
                    now);
            Map<String, Double> truncated = CutShare.ofShells(blueprint, now);
            truncated.putAll(refactoring.truncated());
            return new Grown(revision, truncated);
        } catch (IllegalArgumentException e) {
            throw new PlanRefusedException(String.valueOf(e.getMessage()));
        } catch (RuntimeException | OutOfMemoryError e) {
            throw new PlanRefusedException("revision " + number + " cannot be built: " + e);
        }
    }

    private Tensor tensor(Parameter parameter, Revision now, Blueprint blueprint, long number, long step) {
        Optional<Parameter> before = now.layout().find(parameter.name());
        if (before.isPresent() && untouched(before.get(), parameter, blueprint)) {
            return now.tensor(parameter.name());
        }
        return before.isPresent() && !blueprint.assigned().containsKey(parameter.name())
                ? moved(now.tensor(parameter.name()), parameter, blueprint, number, step)
                : born(parameter, blueprint, number, step);
    }

    private static boolean untouched(Parameter before, Parameter after, Blueprint blueprint) {
        return before.equals(after)
                && !blueprint.assigned().containsKey(after.name())
                && blueprint.remaps().keySet().stream().noneMatch(after::binds);
    }

    private Tensor moved(Tensor old, Parameter parameter, Blueprint blueprint, long number, long step) {
        Move move = new Move(old.parameter(), parameter, blueprint.remaps());
        float[] values = move.values(old.values());
        for (GrowthOp.Remap remap : blueprint.remapOps()) {
            CopyNoise.apply(
                    remap,
                    parameter,
                    values,
                    RandomStream.of(seed, "copies:" + parameter.name()).at(number));
        }
        Region region = Region.grown(old.parameter(), parameter);
        if (region.count() > 0 && blueprint.remaps().keySet().stream().noneMatch(parameter::binds)) {
            births.fill(parameter, blueprint.layout(), region, values, blueprint.inits(), number);
        }
        Values grown = precision.grown(parameter, values, move.origins(), old.parameter(), old.scales(), step);
        if (region.count() > 0 && blueprint.remaps().keySet().stream().noneMatch(parameter::binds)) {
            optimizers.checkMovable(parameter, region, values);
        }
        float[][] moments = new float[old.moments().length][];
        for (int m = 0; m < moments.length; m++) {
            moments[m] = move.moment(old.moments()[m], optimizers.degree(parameter, m));
        }
        Ages ages = old.ages().rebuilt(move.from(), step);
        return new Tensor(parameter, grown, moments, ages, optimizers.constants(parameter, values));
    }

    private Tensor born(Parameter parameter, Blueprint blueprint, long number, long step) {
        Map<String, Init> inits =
                blueprint.assigned().containsKey(parameter.name()) ? blueprint.assigned() : blueprint.inits();
        float[] values = new float[parameter.length()];
        births.append(parameter, blueprint.layout(), values, inits, number);
        return optimizers.newborn(parameter, precision.born(parameter, values, step), step);
    }
}
