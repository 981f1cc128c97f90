package org.espalier.testkit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.plugin.RandomStream;

/** The values of all parameters of a layout on plain arrays, and what becomes of them when a plan is applied. */
public final class PlainWeights {
    private final Layout layout;
    private final Map<String, float[]> values;

    private PlainWeights(Layout layout, Map<String, float[]> values) {
        this.layout = layout;
        this.values = values;
    }

    /** Weights as training might have left them: normal numbers with standard deviation ½, statistics above 0. */
    public static PlainWeights trained(Layout layout, long seed) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : layout.parameters()) {
            RandomStream random = RandomStream.of(seed, parameter.name());
            float[] drawn = new float[parameter.length()];
            for (int i = 0; i < drawn.length; i++) {
                double value = random.normal(i) / 2;
                drawn[i] = (float) (parameter.kind() == EntryKind.STATISTIC ? 0.1 + Math.abs(value) : value);
            }
            values.put(parameter.name(), drawn);
        }
        return new PlainWeights(layout, values);
    }

    /** Weights that a function gives, for each parameter all its entries in c-order. */
    public static PlainWeights of(Layout layout, Function<Parameter, float[]> given) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : layout.parameters()) {
            float[] own = given.apply(parameter);
            if (own.length != parameter.length()) {
                throw new IllegalArgumentException(own.length + " values for " + parameter);
            }
            values.put(parameter.name(), own.clone());
        }
        return new PlainWeights(layout, values);
    }

    /** Weights at a run's birth, by the layout's own rules. */
    public static PlainWeights born(Layout layout, long seed) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : layout.parameters()) {
            float[] drawn = new float[parameter.length()];
            PlainBirth.fill(
                    parameter.birth(),
                    parameter,
                    Region.all(parameter),
                    drawn,
                    RandomStream.of(seed, parameter.name()));
            values.put(parameter.name(), drawn);
        }
        return new PlainWeights(layout, values);
    }

    /** The live values of a parameter in c-order; IllegalArgumentException if there is none of that name. */
    public float[] get(String parameter) {
        layout.get(parameter);
        return values.get(parameter);
    }

    /** The parameters. */
    public Layout layout() {
        return layout;
    }

    /** These weights in the layout of a plan: old entries moved, newborns by the plan's rules, else by the layout's. */
    public PlainWeights grown(GrowthPlan plan, Layout after, long seed) {
        Map<String, int[]> remaps = new HashMap<>();
        Map<String, Double> noise = new HashMap<>();
        for (GrowthOp op : plan.ops()) {
            if (op instanceof GrowthOp.Remap remap) {
                remaps.put(remap.dim(), remap.from());
                noise.put(remap.dim(), remap.noise());
            }
        }
        Map<String, float[]> moved = new LinkedHashMap<>();
        for (Parameter parameter : after.parameters()) {
            double most = noise.entrySet().stream()
                    .filter(e -> parameter.binds(e.getKey()))
                    .mapToDouble(Map.Entry::getValue)
                    .max()
                    .orElse(0);
            RandomStream random = RandomStream.of(seed, "growth:" + parameter.name());
            moved.put(parameter.name(), grown(parameter, rule(plan, parameter), remaps, most, random));
        }
        return new PlainWeights(after, moved);
    }

    /** These weights in another layout, newborns by that layout's own rules. */
    public PlainWeights grown(Layout after, long seed) {
        Map<String, float[]> moved = new LinkedHashMap<>();
        for (Parameter parameter : after.parameters()) {
            RandomStream random = RandomStream.of(seed, "growth:" + parameter.name());
            moved.put(parameter.name(), grown(parameter, Optional.empty(), Map.of(), 0, random));
        }
        return new PlainWeights(after, moved);
    }

    private static Optional<Init> rule(GrowthPlan plan, Parameter parameter) {
        return plan.ops().stream()
                .flatMap(op -> op instanceof GrowthOp.Resize resize
                        ? resize.birth(parameter.name()).stream()
                        : Optional.<Init>empty().stream())
                .findFirst();
    }

    private float[] grown(
            Parameter parameter, Optional<Init> told, Map<String, int[]> remaps, double noise, RandomStream random) {
        float[] now = new float[parameter.length()];
        Optional<Parameter> before = layout.find(parameter.name());
        if (before.isEmpty()) {
            PlainBirth.fill(told.orElse(parameter.appended()), parameter, Region.all(parameter), now, random);
            return now;
        }
        float[] old = values.get(parameter.name());
        PlainMove move = new PlainMove(before.get(), parameter, remaps);
        boolean anyBorn = false;
        for (int i = 0; i < now.length; i++) {
            move.at(i);
            anyBorn |= move.born();
            if (!move.born()) {
                double factor = move.share() * (move.copied() ? 1 + noise * random.normal(i) : 1);
                now[i] = (float) (old[move.from()] * factor);
            }
        }
        if (anyBorn) {
            Region region = Region.grown(before.get(), parameter);
            PlainBirth.fill(told.orElse(parameter.growth()), parameter, region, now, random);
            if (told.isEmpty()) {
                PlainBirth.silence(parameter, region, now);
            }
        }
        return now;
    }
}
